import type { SeededRandom } from '../random';
import { nearly, several } from './quote';

const SCHEMES = ['https', 'http', 'https', 'HTTP', 'wss'];
const HOSTS = [
  ...['example.com', 'EXAMPLE.com', 'localhost', '127.0.0.1', '10.0.0.256', '[::1]', '[2001:db8::1]', 'a_b.c', 'h'],
  ...['b\u00fccher.de', 'xn--bcher-kva.de'],
];
const SEGMENTS = ['a', 'b', '..', '.', '%41', '%2F', '%zz', 'x y', '\u00e9', '%C3%A9', '', 'a;b=1', '~u', '(c)', '*'];
const QUERIES = ['x=1', 'y=%20z', 'a=b+c', 'q=\u00e9', 'k', '=v', 'a[]=1', 'e=a%26b', 'x=1;y=2'];
const PORTS = [':80', ':443', ':8443', ':0', ':65536', ':', ':080'];

/** A URI of the web of random parts, or a relative one. */
export function uriText(random: SeededRandom): string {
  const path = several(random, 4, () => `/${random.pick(SEGMENTS)}`);
  const query = random.chance(0.4) ? `?${several(random, 3, () => random.pick(QUERIES), '&')}` : '';
  const fragment = random.chance(0.15) ? `#${random.pick(['f', 'a b', '', '\u00e9'])}` : '';
  // What begins with a slash is the path of a file where a URI has to be absolute.
  if (random.chance(0.15)) return `${random.pick(['a', 'b', '..', 'x y'])}${path}${query}${fragment}`;
  const user = random.chance(0.1) ? random.pick(['u@', 'u:p@', ':@', 'u%40v@']) : '';
  const port = random.chance(0.25) ? random.pick(PORTS) : '';
  const authority = `${user}${random.pick(HOSTS)}${port}`;
  const rest = `${path}${query}${fragment}`;
  return `${random.pick(SCHEMES)}://${authority}${rest.charAt(0)}${nearly(rest.slice(1), random, 0.05)}`;
}
