/** The drive of a file URI's path, `/c:`, or the empty text. */
export function driveOf(scheme: string, path: string): string {
  return scheme === 'file' ? (/^\/[A-Za-z]:(?=\/|$)/.exec(path)?.[0] ?? '') : '';
}

/**
 * A path of a file system as the text of a file URI: `c:\dir`, `\\server\share` or `/dir`. What separates the parts of a
 * URI is escaped, since a path has none. Undefined for other texts.
 */
export function filePathUri(text: string): string | undefined {
  const drive = /^([A-Za-z])[:|](?=[\\/])/.exec(text);
  if (drive === null && !/^(?:\\\\|\/)/.test(text)) return undefined;
  const rest = text
    .slice(drive === null ? 0 : 2)
    .replaceAll('\\', '/')
    .replace(/[%?#]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
  if (drive !== null) return `file:///${drive[1] ?? ''}:${rest}`;
  return rest.startsWith('//') ? `file:${rest.replace(/^\/+/, '//')}` : `file://${rest}`;
}

/** What a reference that begins with a slash leaves in place: a drive, or the share of a server. */
export function rootOf(scheme: string, host: string, path: string): string {
  return scheme === 'file' && host !== '' ? (/^\/[^/]+/.exec(path)?.[0] ?? '') : driveOf(scheme, path);
}

/** What follows `file:`, as `//host/path`; undefined where neither a host nor a drive is named. */
export function fileUriBody(body: string): string | undefined {
  const [path = ''] = /^[^?#]*/.exec(body) ?? [];
  const slashed = path.replaceAll('\\', '/') + body.slice(path.length);
  const drive = /^\/{0,3}([A-Za-z])[:|](?=\/|$)(.*)$/s.exec(slashed);
  if (drive !== null) return `///${drive[1] ?? ''}:${drive[2] ?? ''}`;
  if (/^\/{4,}/.test(slashed)) return slashed.replace(/^\/+/, '//');
  return slashed.startsWith('//') ? slashed : undefined;
}

/** `Uri.LocalPath` of a file URI, from its unescaped path: with backslashes where it names a drive or a server. */
export function localFilePath(host: string, path: string): string {
  if (host !== '') return `\\\\${host}${path}`.replaceAll('/', '\\');
  return driveOf('file', path) === '' ? path : path.slice(1).replaceAll('/', '\\');
}
