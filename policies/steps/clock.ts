import { csharp } from '../language/expressions/template';

/** C# of the time in seconds since 1970, a long. */
export const NOW_SECONDS = csharp`DateTimeOffset.UtcNow.ToUnixTimeSeconds()`;
