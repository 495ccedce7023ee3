/** Variables that name parts of the operating system, which programs need wherever they run. None of them is about this project. */
const SYSTEM_VARIABLES = [
  'APPDATA',
  'COMSPEC',
  'HOME',
  'LANG',
  'LOCALAPPDATA',
  'PATH',
  'PATHEXT',
  'PROGRAMDATA',
  'SYSTEMDRIVE',
  'SYSTEMROOT',
  'TEMP',
  'TMP',
  'TMPDIR',
  'USERPROFILE',
];

/**
 * What a program inherits from the environment of the local gateway. Nothing else gets in: a program that works here does not
 * need what happens to be set on this machine, and sees no secret that is not its own.
 */
export function systemEnvironment(env: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> {
  // Windows writes `Path`; names of variables have no case there.
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) =>
      value !== undefined && SYSTEM_VARIABLES.includes(name.toUpperCase()) ? [[name, value]] : [],
    ),
  );
}
