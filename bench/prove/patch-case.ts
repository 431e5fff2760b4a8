// A patch whose truth is known: what it stands on, what it changes, and whether it is faster, the same, slower, or changes answers.
import type { Edit } from '../kit/edit.ts';

export const TRUTHS = ['faster', 'same', 'slower', 'different'] as const;
export type Truth = (typeof TRUTHS)[number];

export interface PatchCase {
  readonly id: string;
  readonly truth: Truth;
  /** What a reader is told of it. */
  readonly title: string;
  readonly subject: Subject;
}

export type Subject = PackageSubject | ShopSubject;

/** One file of a published package, in a small project with its own tests and benchmark. */
export interface PackageSubject {
  readonly kind: 'package';
  readonly project: PackageProject;
  /** `apply`: from the published file to the edited one; `undo`: back; or from an older published version to the project's. */
  readonly change:
    | { readonly from: 'published' | 'edited'; readonly edits: readonly Omit<Edit, 'path'>[] }
    | { readonly from: 'version'; readonly version: string };
  /** What the benchmark does, where not what the project's does: `lib` is the module, `use` keeps a result. */
  readonly work?: string;
}

export interface PackageProject {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  readonly file: string;
  readonly work: string;
  /** What the project's own test says of `lib`, by `assert`. */
  readonly test: string;
}

/** The demo shop: `good` or `slow` with some files replaced and edited. */
export interface ShopSubject {
  readonly kind: 'shop';
  /** Branch the patch stands on. */
  readonly on: 'good' | 'slow';
  readonly edits: readonly Edit[];
  /** Files taken from the other branch. */
  readonly take?: readonly string[];
  /** New files by path. */
  readonly add?: Readonly<Record<string, string>>;
  readonly targets: readonly string[];
}
