// The second process of base: what differs between it and the first is noise, because both run the same code.

export interface Control {
  /** Why base runs only once, in whole sentences; null as long as it runs twice. */
  obstacle: string | null;
}
