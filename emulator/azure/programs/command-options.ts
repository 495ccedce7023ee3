/**
 * The value of an option on a command line, `--name value` or `--name=value`, with one dash or two.
 * @param names without dashes, for instance `transport` and `t`
 * @returns undefined when it is not given; an option at the end of the line has no value
 */
export function optionValue(args: readonly string[], ...names: readonly string[]): string | undefined {
  for (const [index, arg] of args.entries()) {
    const [, name = '', value] = /^--?([a-z][a-z-]*)(?:=(.*))?$/s.exec(arg) ?? [];
    if (names.includes(name)) return value ?? args[index + 1];
  }
  return undefined;
}

/** Whether a flag is given. @param name without dashes */
export function hasFlag(args: readonly string[], name: string): boolean {
  return args.includes(`--${name}`) || args.includes(`-${name}`);
}
