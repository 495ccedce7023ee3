import { eighthOf, isAddressSpace } from '../../../constructs/network/address-space';

describe('isAddressSpace', () => {
  it.each(['10.90.0.0/20', '10.0.0.0/16', '192.168.7.0/24'])('takes %s', (text) => {
    expect(isAddressSpace(text)).toBe(true);
  });

  it.each(['10.90.0.0/25', '10.0.0.0/15', '10.90.1.0/20', '10.90.0.256/24', '10.90.0.0', '10.90.0.0/33', ''])(
    'refuses %j',
    (text) => {
      expect(isAddressSpace(text)).toBe(false);
    },
  );
});

describe('eighthOf', () => {
  it.each([
    ['10.90.0.0/20', 0, '10.90.0.0/23'],
    ['10.90.0.0/20', 3, '10.90.6.0/23'],
    ['192.168.7.0/24', 7, '192.168.7.224/27'],
    ['172.16.0.0/16', 1, '172.16.32.0/19'],
    ['223.255.255.0/24', 0, '223.255.255.0/27'],
  ])('cuts %s into eighths: number %i is %s', (space, index, expected) => {
    expect(eighthOf(space, index)).toBe(expected);
  });
});
