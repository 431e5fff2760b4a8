// HTML by template, where everything put in is escaped unless it is markup already.
import { cleanBlock } from '../../core/text/clean-text.ts';

export interface Markup {
  readonly markup: string;
}

export type MarkupValue = string | number | null | Markup | readonly MarkupValue[];

/** Text and attribute values (always in double quotes) are cleaned and escaped; null is nothing. */
export function markup(parts: TemplateStringsArray, ...values: readonly MarkupValue[]): Markup {
  return { markup: parts.reduce((text, part, place) => text + toText(values[place - 1] ?? null) + part) };
}

function toText(value: MarkupValue): string {
  if (value === null) return '';
  if (typeof value === 'string') return escapeText(value);
  if (typeof value === 'number') return String(value);
  return isMarkup(value) ? value.markup : value.map(toText).join('');
}

function isMarkup(value: Markup | readonly MarkupValue[]): value is Markup {
  return !Array.isArray(value);
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeText(text: string): string {
  return cleanBlock(text).replace(/[&<>"']/g, (mark) => ENTITIES[mark] ?? '');
}
