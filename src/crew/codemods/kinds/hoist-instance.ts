// Formatters and encoders, costly to make and without a memory, made once for the module.
import type { Node } from '@babel/types';
import type { Source } from '../../tools/lint/source.ts';
import { pathOf } from '../../tools/lint/calls.ts';
import type { Codemod, Mend } from '../codemod.ts';
import { constantOf, type Constant, isGlobal } from '../constants.ts';
import { hoist } from '../hoist.ts';

export const hoistInstance = {
  id: 'hoist-instance',
  why: 'A formatter takes tens of microseconds to make. It is the same each time: locale and options (for dates the time zone too) are written out and valid, and only its formatting methods are used.',
  risk: 'low',
  bad: "export function price(cents) {\n  return new Intl.NumberFormat('en', { style: 'currency', currency: 'EUR' }).format(cents / 100);\n}\n",
  good: "const NUMBER_FORMAT = new Intl.NumberFormat('en', { style: 'currency', currency: 'EUR' });\n\nexport function price(cents) {\n  return NUMBER_FORMAT.format(cents / 100);\n}\n",
  find(subject) {
    const { code } = subject;
    return code.calls.flatMap(({ node, path, args, isNew }): readonly Mend[] => {
      const kind = path.replace(/^Intl\./, '');
      const maker = MAKERS[kind];
      const isIntl = path.startsWith('Intl.');
      if (!isNew || node.type !== 'NewExpression' || maker === undefined || maker.isIntl !== isIntl)
        return [];
      if (!isOfTheLanguage(node.callee, code) || !maker.isValid(args.map(constantOf))) return [];
      const found = hoist(subject, {
        expression: node,
        title: `Make the ${path} once`,
        wantedName: kind,
        isHarmless: (use) =>
          code.calls.some(
            ({ object, name, args: given }) =>
              object === use && maker.methods.test(name) && given.length <= maker.mostArguments,
          ),
      });
      return found === null ? [] : [found];
    });
  },
} as const satisfies Codemod;

interface Maker {
  readonly isIntl: boolean;
  readonly methods: RegExp;
  readonly mostArguments: number;
  /** What throws, or asks its surroundings, must go on doing so where it stands. */
  readonly isValid: (args: readonly (Constant | undefined)[]) => boolean;
}

const intl = (make: (locale: string, options: object) => unknown): Maker => ({
  isIntl: true,
  methods: /^(format|formatToParts|compare|select|of)$/,
  mostArguments: 2,
  isValid([locale, options = {}, ...more]) {
    if (typeof locale !== 'string' || !isOptions(options) || more.length > 0) return false;
    try {
      make(locale, options);
      return true;
    } catch {
      return false;
    }
  },
});

function isOptions(value: Constant): value is { readonly [key: string]: Constant } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const MAKERS: Readonly<Record<string, Maker | undefined>> = {
  NumberFormat: intl((locale, options) => new Intl.NumberFormat(locale, options)),
  Collator: intl((locale, options) => new Intl.Collator(locale, { ...options })),
  DateTimeFormat: intl((locale, options) => {
    if (!Object.hasOwn(options, 'timeZone')) throw new RangeError('The time zone of the process may change.');
    return new Intl.DateTimeFormat(locale, { ...options });
  }),
  TextEncoder: {
    isIntl: false,
    methods: /^(encode|encodeInto)$/,
    mostArguments: 2,
    isValid: (args) => args.length === 0,
  },
  // With a second argument it may keep the start of a character for the next call.
  TextDecoder: {
    isIntl: false,
    methods: /^decode$/,
    mostArguments: 1,
    isValid: ([label, ...more]) =>
      (label === undefined || label === 'utf-8' || label === 'utf8') && more.length === 0,
  },
};

function isOfTheLanguage(callee: Node, code: Source): boolean {
  if (callee.type === 'MemberExpression')
    return pathOf(callee.object) === 'Intl' && isGlobal(callee.object, 'Intl', code);
  return callee.type === 'Identifier' && isGlobal(callee, callee.name, code);
}
