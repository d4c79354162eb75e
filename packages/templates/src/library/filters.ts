/** All filters by name. */
import type { Callable } from "../runtime/values/describe.ts";
import { attributeFilters } from "./filters/attributes.ts";
import { intlFilters } from "./filters/intl.ts";
import { listFilters } from "./filters/lists.ts";
import { mappingFilters } from "./filters/mapping.ts";
import { markupFilters } from "./filters/markup.ts";
import { numberFilters } from "./filters/numbers.ts";
import { orderingFilters } from "./filters/ordering.ts";
import { selectionFilters } from "./filters/selection.ts";
import { shorteningFilters } from "./filters/shortening.ts";
import { stringFilters } from "./filters/strings.ts";
import { textFilters } from "./filters/text.ts";
import { urlFilters } from "./filters/urls.ts";

/** Every filter by name: those of Jinja2, some of Django and nunjucks, and those of `Intl`. */
export const filters: ReadonlyMap<string, Callable> = new Map([
  ...stringFilters,
  ...shorteningFilters,
  ...listFilters,
  ...orderingFilters,
  ...selectionFilters,
  ...mappingFilters,
  ...numberFilters,
  ...markupFilters,
  ...attributeFilters,
  ...textFilters,
  ...urlFilters,
  ...intlFilters,
]);
