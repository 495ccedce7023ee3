/** Prefix lengths an address space may have: its eighths are subnets of /19 to /27, the smallest that Azure's services take. */
const WIDEST = 16;
const NARROWEST = 24;

/** Bits by which a subnet is smaller than the address space. */
const SUBNET_BITS = 3;

const CIDR = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/;

/** Whether a text is an IPv4 range of /16 to /24 that begins at its first address, for instance `10.90.0.0/20`. */
export function isAddressSpace(text: string): boolean {
  const range = parse(text);
  return range !== undefined && range.prefix >= WIDEST && range.prefix <= NARROWEST;
}

/**
 * One eighth of an address space.
 * @param index 0 to 7, from the lowest address
 */
export function eighthOf(addressSpace: string, index: number): string {
  const range = parse(addressSpace);
  if (range === undefined) throw new TypeError(`"${addressSpace}" is no IPv4 range.`);
  const prefix = range.prefix + SUBNET_BITS;
  const first = range.first + index * 2 ** (32 - prefix);
  const octets = [24, 16, 8, 0].map((shift) => Math.floor(first / 2 ** shift) % 256);
  return `${octets.join('.')}/${prefix}`;
}

function parse(text: string): { readonly first: number; readonly prefix: number } | undefined {
  const match = CIDR.exec(text);
  if (match === null) return undefined;
  const [, ...parts] = match.map(Number);
  const prefix = parts.pop() ?? 0;
  if (prefix > 32 || parts.some((octet) => octet > 255)) return undefined;
  const first = parts.reduce((address, octet) => address * 256 + octet, 0);
  return first % 2 ** (32 - prefix) === 0 ? { first, prefix } : undefined;
}
