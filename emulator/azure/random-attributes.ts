import { randomGuid } from '../gateway/random-guid';
import type { Randomness } from '../seams';
import type { ArgumentReader, ComputedAttributes } from './stand-in';

const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const DIGITS = '0123456789';
const SPECIAL = '!@#$%&*()-_=+[]{}<>:?';

/**
 * The attributes of the `random` provider's resources: real random values, new at every start. All attributes of one
 * resource show the same value. https://registry.terraform.io/providers/hashicorp/random/latest/docs
 */
export function randomAttributes(randomness: Randomness): Readonly<Record<string, ComputedAttributes>> {
  const drawn = new Map<string, Buffer>();
  const bytesOf = (resource: ArgumentReader, count: number): Buffer => {
    const known = drawn.get(resource.address) ?? Buffer.from(randomness.bytes(count));
    drawn.set(resource.address, known);
    return known;
  };
  const text = (resource: ArgumentReader): string => {
    const length = numberOf(resource, 'length');
    // Two bytes per character keep the modulo bias far below what a name or a password could show.
    return characters(resource, length, bytesOf(resource, length * 2));
  };
  const id = (encode: (bytes: Buffer) => string) => (resource: ArgumentReader) => {
    const prefix: unknown = resource.argument('prefix');
    return `${typeof prefix === 'string' ? prefix : ''}${encode(bytesOf(resource, numberOf(resource, 'byte_length')))}`;
  };
  const uuid = (resource: ArgumentReader): string => randomGuid({ bytes: (count) => bytesOf(resource, count) });
  return {
    random_bytes: {
      base64: (resource) => bytesOf(resource, numberOf(resource, 'length')).toString('base64'),
      hex: (resource) => bytesOf(resource, numberOf(resource, 'length')).toString('hex'),
    },
    random_id: {
      hex: id((bytes) => bytes.toString('hex')),
      b64_std: id((bytes) => bytes.toString('base64')),
      b64_url: id((bytes) => bytes.toString('base64url')),
      dec: id((bytes) => BigInt(`0x${bytes.toString('hex')}`).toString()),
      id: id((bytes) => bytes.toString('base64url')),
    },
    random_integer: {
      result: (resource) => {
        const low = numberOf(resource, 'min');
        return low + (bytesOf(resource, 6).readUIntBE(0, 6) % (numberOf(resource, 'max') - low + 1));
      },
    },
    random_password: { result: text, id: () => 'none' },
    random_string: { result: text, id: text },
    random_uuid: { result: uuid, id: uuid },
  };
}

function characters(resource: ArgumentReader, length: number, random: Buffer): string {
  const wanted = (name: string): boolean => resource.argument(name) !== false;
  const special: unknown = resource.argument('override_special');
  const classes = [
    wanted('lower') ? LOWER : '',
    wanted('upper') ? UPPER : '',
    wanted('numeric') && wanted('number') ? DIGITS : '',
    wanted('special') ? (typeof special === 'string' && special !== '' ? special : SPECIAL) : '',
  ];
  const alphabet = classes.join('');
  if (alphabet === '') throw new Error('every character class is switched off');
  let result = '';
  for (let index = 0; index < length; index += 1) {
    result += alphabet.charAt(random.readUInt16BE(index * 2) % alphabet.length);
  }
  return result;
}

function numberOf(resource: ArgumentReader, name: string): number {
  const value = Number(resource.argument(name));
  if (!Number.isInteger(value) || value < 0) throw new Error(`"${name}" must be a whole number`);
  return value;
}
