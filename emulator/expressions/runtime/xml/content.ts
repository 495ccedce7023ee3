import type { ClrValue } from '../../clr-value';
import { canIterate, iterate } from '../collections/enumerable';
import { argument } from '../errors';
import { ClrDateTime, ClrDateTimeOffset, ClrTimeSpan } from '../dates/date-time';
import { formatValue } from '../text/format-item';
import { ClrNumber } from '../numbers/numbers';
import { display } from '../values';
import { XmlElement } from './element';
import type { XmlContainer } from './element';
import { XmlAttribute, XmlNode } from './node';

function duration(ticks: bigint): string {
  const size = ticks < 0n ? -ticks : ticks;
  const day = 864_000_000_000n;
  const unit = (length: bigint, of: bigint): bigint => (size / length) % of;
  const [hours, minutes, seconds] = [unit(36_000_000_000n, 24n), unit(600_000_000n, 60n), unit(10_000_000n, 60n)];
  const fraction = String(size % 10_000_000n)
    .padStart(7, '0')
    .replace(/0+$/, '');
  const part = (value: bigint, letter: string): string => (value === 0n ? '' : `${value}${letter}`);
  const second = seconds === 0n && fraction === '' ? '' : `${seconds}${fraction === '' ? '' : `.${fraction}`}S`;
  const time = part(hours, 'H') + part(minutes, 'M') + second;
  const body = part(size / day, 'D') + (time === '' ? '' : `T${time}`);
  return `${ticks < 0n ? '-' : ''}P${body === '' ? 'T0S' : body}`;
}

/** A value as XML text, as `XmlConvert.ToString` writes it. */
export function xmlText(value: ClrValue): string {
  if (typeof value === 'boolean') return String(value);
  if (value instanceof ClrNumber && Math.abs(value.value) === Infinity) return value.value > 0 ? 'INF' : '-INF';
  if (value instanceof ClrDateTime) return formatValue(value, 'yyyy-MM-ddTHH:mm:ss.FFFFFFFK');
  if (value instanceof ClrDateTimeOffset)
    return formatValue(
      value,
      value.offsetMinutes === 0 ? "yyyy-MM-ddTHH:mm:ss.FFFFFFF'Z'" : 'yyyy-MM-ddTHH:mm:ss.FFFFFFFzzz',
    );
  if (value instanceof ClrTimeSpan) return duration(value.ticks);
  if (value instanceof XmlNode || value instanceof XmlAttribute)
    throw argument('An XObject cannot be used as a value.');
  return display(value);
}

/** Adds anything LINQ to XML takes as content: nodes, attributes, text, values, and sequences of them. Answers the index after it. */
export function addContent(
  target: XmlContainer,
  content: ClrValue,
  index = target.children.length,
  takesAttributes = true,
): number {
  if (content === null) return index;
  if (content instanceof XmlNode) {
    target.insert(content, index);
    return index + 1;
  }
  if (content instanceof XmlAttribute) {
    if (!(target instanceof XmlElement) || !takesAttributes) throw argument('An attribute cannot be added to content.');
    target.addAttribute(content);
    return index;
  }
  if (typeof content !== 'string' && canIterate(content)) {
    let next = index;
    for (const item of [...iterate(content)]) next = addContent(target, item, next, takesAttributes);
    return next;
  }
  return target.addText(xmlText(content), index);
}
