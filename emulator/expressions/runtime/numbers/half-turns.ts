import { exactCos, exactCot, exactSin, exactTan } from './exact-math';

type Real = (value: number) => number;

/** From here on a double is a whole number. */
const WHOLE = 2 ** 52;

/** An angle without its sign, in half turns: whether its whole part is odd, and the rest. */
function parts(angle: number): { readonly odd: boolean; readonly rest: number } {
  const size = Math.abs(angle);
  return { odd: Math.floor(size) % 2 === 1, rest: size % 1 };
}

function isBelowZero(angle: number): boolean {
  return angle < 0 || Object.is(angle, -0);
}

/** The functions of angles in half turns. `narrow` rounds to the type of the angle, once for the part of pi that it is. */
export function halfTurns(narrow: Real): Readonly<Record<'SinPi' | 'CosPi' | 'TanPi', Real>> {
  const pi = narrow(Math.PI);
  const radians = (turns: number): number => narrow(turns * pi);

  const sine = (rest: number): number => {
    if (rest <= 0.25) return exactSin(radians(rest));
    return rest <= 0.75 ? exactCos(radians(0.5 - rest)) : exactSin(radians(1 - rest));
  };
  const cosine = (rest: number): number => {
    if (rest <= 0.25) return exactCos(radians(rest));
    return rest <= 0.75 ? exactSin(radians(0.5 - rest)) : -exactCos(radians(1 - rest));
  };
  const tangent = (rest: number): number => {
    if (rest <= 0.25) return exactTan(radians(rest));
    return rest <= 0.75 ? exactCot(radians(0.5 - rest)) : -exactTan(radians(1 - rest));
  };

  return {
    SinPi: (angle) => {
      if (!Number.isFinite(angle)) return Number.NaN;
      const { odd, rest } = parts(angle);
      if (Math.abs(angle) >= WHOLE || rest === 0) return isBelowZero(angle) ? -0 : 0;
      return isBelowZero(angle) === odd ? sine(rest) : -sine(rest);
    },
    CosPi: (angle) => {
      if (!Number.isFinite(angle)) return Number.NaN;
      const { odd, rest } = parts(angle);
      if (rest === 0.5) return 0;
      return odd ? -cosine(rest) : cosine(rest);
    },
    TanPi: (angle) => {
      if (!Number.isFinite(angle)) return Number.NaN;
      const { odd, rest } = parts(angle);
      const turned = isBelowZero(angle) !== odd;
      if (rest === 0) return turned ? -0 : 0;
      if (rest === 0.5) return turned ? -Infinity : Infinity;
      return isBelowZero(angle) ? -tangent(rest) : tangent(rest);
    },
  };
}
