import type { Catalogue, MessageOverrides } from "../messages/catalogue.ts";
import { type Translator, translatorFor } from "../messages/translator.ts";

/** Languages may come from a request header: their number is bounded. */
const limit = 64;

/** The translators of one form definition, which may have words of its own. */
export class Languages {
  readonly #catalogues: readonly Catalogue[] | undefined;
  readonly #messages: MessageOverrides | undefined;
  readonly #translators: Map<string, Translator> = new Map();

  constructor(catalogues: readonly Catalogue[] | undefined, messages: MessageOverrides | undefined) {
    this.#catalogues = catalogues;
    this.#messages = messages;
  }

  /** @param tag - a BCP 47 tag */
  translator(tag: string): Translator {
    if (this.#catalogues === undefined && this.#messages === undefined) return translatorFor(tag);
    let translator = this.#translators.get(tag);
    if (translator === undefined) {
      translator = translatorFor(tag, this.#catalogues, this.#messages);
      if (this.#translators.size >= limit) this.#translators.clear();
      this.#translators.set(tag, translator);
    }
    return translator;
  }
}
