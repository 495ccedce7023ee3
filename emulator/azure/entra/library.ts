import type * as OidcProvider from 'oidc-provider';

type Library = typeof OidcProvider;

let library: Promise<Library> | undefined;

/**
 * Loads the OpenID Connect library without its notes to an operator of a real identity provider ("Unsupported runtime" on
 * Node 20 among them), which say nothing to a user of the local gateway.
 */
export function loadLibrary(): Promise<Library> {
  library ??= (async () => {
    const restore = muteLibrary();
    try {
      return await import('oidc-provider');
    } finally {
      restore();
    }
  })();
  return library;
}

/** Runs `action` without the library's notes on the console; everything else is printed as always. */
export function withoutLibraryNotes<T>(action: () => T): T {
  const restore = muteLibrary();
  try {
    return action();
  } finally {
    restore();
  }
}

function muteLibrary(): () => void {
  const { info, warn } = console;
  const filter =
    (print: (...parts: unknown[]) => void) =>
    (...parts: unknown[]): void => {
      if (!String(parts[0]).includes('oidc-provider ')) {
        print(...parts);
      }
    };
  console.info = filter(info);
  console.warn = filter(warn);
  return () => {
    console.info = info;
    console.warn = warn;
  };
}
