import { isWebOrigin } from '../../constructs/web-origin';

describe('isWebOrigin', () => {
  it.each([
    ['https://app.example.com', true],
    ['https://app.example.com:8443', true],
    ['http://localhost:6274', true],
    ['http://app.example.com', false],
    ['https://app.example.com/', false],
    ['https://APP.example.com', false],
    ['https://app.example.com:443', false],
    ['ftp://app.example.com', false],
    ['null', false],
    ['*', false],
  ])('says of %s %s', (value, expected) => {
    expect(isWebOrigin(value)).toBe(expected);
  });
});
