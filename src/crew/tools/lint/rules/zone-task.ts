// A promise or timer inside of Angular's zone that only touches the page: a check of all components follows it.
import type { Node } from '@babel/types';
import { pathOf, type Call } from '../calls.ts';
import { isInlineFunction } from '../functions.ts';
import type { Rule } from '../rule.ts';
import type { Source } from '../source.ts';
import { isOutside } from './zone-hot-listener.ts';

const TOUCHES =
  /^(focus|blur|click|scrollTo|scrollIntoView|select|setAttribute|removeAttribute|remove|add|toggle|appendChild|removeChild|addEventListener|_?(updatePosition|updateSize|reposition)\w*)$/;

export const zoneTask: Rule = {
  id: 'zone-task',
  category: 'needless_rerender',
  cost: 'change detection of the whole app once more',
  severity: 'low',
  confidence: 'medium',
  why: "After each promise and timer of Angular's zone all components are checked, though this one changes none.",
  mend: 'Start it in `ngZone.runOutsideAngular(() => …)`.',
  bad: `import { Component } from '@angular/core';
  @Component({}) class Sheet { open() { Promise.resolve().then(() => this.host.nativeElement.focus()); } }`,
  good: `import { Component } from '@angular/core';
  @Component({}) class Sheet {
    open() { this.zone.runOutsideAngular(() => { Promise.resolve().then(() => this.host.nativeElement.focus()); }); }
  }`,
  check: (source) => {
    const isAngular = source.tree
      .of('ImportDeclaration')
      .some(({ source: { value } }) => value === '@angular/core');
    if (!isAngular || /zoneless|\.(spec|test)\.|testing\//i.test(source.path)) return [];
    return source.calls.flatMap((call) => {
      const task = taskOf(call);
      if (task === null || isOutside(call.node, source)) return [];
      return onlyTouches(task, source)
        ? [{ node: call.node, message: 'Change detection follows this task, which only touches the page.' }]
        : [];
    });
  },
};

function taskOf({ name, callee, object, args: [first] }: Call): Node | null {
  const isTimer = /^(window\.)?(setTimeout|queueMicrotask)$/.test(pathOf(callee));
  const isSettled =
    name === 'then' && object?.type === 'CallExpression' && pathOf(object.callee) === 'Promise.resolve';
  return (isTimer || isSettled) && isInlineFunction(first) ? first : null;
}

function onlyTouches(task: Node, { calls, tree }: Source): boolean {
  const inner = calls.filter(({ node }) => tree.holds(task, node));
  return (
    inner.length > 0 &&
    inner.every(({ name }) => TOUCHES.test(name)) &&
    !tree.within(task).some(({ type }) => type === 'AssignmentExpression')
  );
}
