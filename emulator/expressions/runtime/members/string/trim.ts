/** What removes these characters, white space by default, from the start, the end or both of a text. */
export function trimmer(chars: string | undefined, atStart: boolean, atEnd: boolean): (self: string) => string {
  const drop = (unit: string): boolean =>
    chars === undefined || chars === '' ? /[\s\u0085]/.test(unit) && unit !== '\ufeff' : chars.includes(unit);
  return (self) => {
    let start = 0;
    let end = self.length;
    while (atStart && start < end && drop(self.charAt(start))) start += 1;
    while (atEnd && end > start && drop(self.charAt(end - 1))) end -= 1;
    return self.slice(start, end);
  };
}
