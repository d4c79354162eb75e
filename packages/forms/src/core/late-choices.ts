import { assertTable, type ChoiceTable } from "./choices.ts";

/** A field whose choices may come later. */
export interface LateField {
  /** Asks for the choices; those that are a promise are noted. */
  prepare(): void;
}

/**
 * Choices that are promises, of one form that is being made.
 *
 * The form is made, and its sources are asked; while some answers are still to come, its fields have no choices. When all have come it
 * is made once more: reading a form is cheap, and stays synchronous.
 */
export class LateChoices {
  readonly #tables: Map<string, ChoiceTable> = new Map();
  readonly #pending: Map<string, Promise<ChoiceTable>> = new Map();
  #fields: LateField[] = [];

  /** A field that does not have its choices yet. */
  add(field: LateField): void {
    this.#fields.push(field);
  }

  /** The table that has come for a field. */
  known(field: string): ChoiceTable | undefined {
    return this.#tables.get(field);
  }

  /** A table that is still to come. */
  note(field: string, table: Promise<ChoiceTable>): void {
    this.#pending.set(field, table);
  }

  /** Asks every field that has not been asked while the form was read. @returns whether something is still to come */
  ask(): boolean {
    for (const field of this.#fields) field.prepare();
    this.#fields = [];
    return this.#pending.size > 0;
  }

  /**
   * Waits for what is to come. Rejects as the first source that does.
   *
   * @throws FormDefinitionError `no_choices` for what is no table: nothing would be asked for again, without end
   */
  async wait(): Promise<void> {
    const entries = [...this.#pending];
    this.#pending.clear();
    const tables = await Promise.all(entries.map(([, table]) => table));
    for (const [index, [field]] of entries.entries()) {
      assertTable(tables[index], `the field "${field}"`);
      this.#tables.set(field, tables[index]);
    }
  }
}
