import { z } from 'zod';

export type SandboxBehaviour = 'normal' | 'slow' | 'down' | 'contradictory';

/** How a sandbox that is down shows it: with status 503, or by resetting the connection. */
export type SandboxOutage = 'UNAVAILABLE' | 'RESET';

/**
 * A wish of the person at the controls. What is left out stays as it is. `Field` is the sandbox's own table of answers
 * by key, where null takes an entry back.
 */
export type SandboxChange<Field extends string = never> = {
  readonly behaviour?: SandboxBehaviour;
  /** Milliseconds a slow sandbox waits before it answers. */
  readonly delayMs?: number;
  readonly downAs?: SandboxOutage;
} & { readonly [field in Field]?: Readonly<Record<string, string | null>> };

/** The table a sandbox lets people set at run time, and the values it takes. */
export interface SandboxTable<Field extends string> {
  readonly field: Field;
  readonly values: readonly string[];
}

export interface SandboxControl {
  behaviour: SandboxBehaviour;
  delayMs: number;
  downAs: SandboxOutage;
  readonly table: Map<string, string>;
  /** @throws z.ZodError, and changes nothing, when the wish is not understood. */
  change(wish: unknown): void;
  /** The settings as GET /control shows them. */
  shown(): Record<string, unknown>;
}

const LONGEST_DELAY_MS = 120_000;

export function createSandboxControl(tableOf: SandboxTable<string> | null): SandboxControl {
  const settings = z.strictObject({
    behaviour: z.enum(['normal', 'slow', 'down', 'contradictory']).optional(),
    delayMs: z.int().min(0).max(LONGEST_DELAY_MS).optional(),
    downAs: z.enum(['UNAVAILABLE', 'RESET']).optional(),
  });
  const shape = tableOf === null
    ? settings
    : settings.extend({
      [tableOf.field]: z.record(z.string().min(1).max(64), z.enum(tableOf.values).nullable()).optional(),
    });

  const control: SandboxControl = {
    behaviour: 'normal',
    delayMs: 2_000,
    downAs: 'UNAVAILABLE',
    table: new Map(),
    change(wish) {
      const understood: Record<string, unknown> = shape.parse(wish);
      const { behaviour, delayMs, downAs } = settings.strip().parse(wish);
      control.behaviour = behaviour ?? control.behaviour;
      control.delayMs = delayMs ?? control.delayMs;
      control.downAs = downAs ?? control.downAs;
      const entries = tableOf === null ? {} : (understood[tableOf.field] ?? {}) as Record<string, string | null>;
      for (const [key, value] of Object.entries(entries)) {
        if (value === null) control.table.delete(key);
        else control.table.set(key, value);
      }
    },
    shown() {
      const { behaviour, delayMs, downAs, table } = control;
      return { behaviour, delayMs, downAs, ...(tableOf && { [tableOf.field]: Object.fromEntries(table) }) };
    },
  };
  return control;
}
