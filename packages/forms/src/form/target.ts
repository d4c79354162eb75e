import { csrfTarget } from "../csrf/target.ts";
import { FormDefinitionError } from "../errors.ts";
import type { Attributes } from "../protocol.ts";
import type { CsrfHost, FormIdentity } from "../source.ts";
import type { FormMeta } from "./types.ts";

/**
 * What the token of a form is bound to.
 *
 * @param action - the form's action, if it is not that of its definition
 * @throws FormDefinitionError where the token would go into a URL, or to a foreign origin
 */
export function identityOf(meta: FormMeta, csrf: CsrfHost, action: string | undefined = meta.action): FormIdentity {
  const path = csrfTarget(action, csrf.pageUrl);
  if (path === null) {
    const cure = "Write that form by hand, without token: a foreign server must never see one of ours.";
    throw new FormDefinitionError(
      "foreign_action",
      `the form "${meta.id}" is sent to ${JSON.stringify(action)}, which is not our origin. ${cure}`,
    );
  }
  return { id: meta.id, method: meta.method.toUpperCase(), action: path };
}

/**
 * Checks what a button says about where and how the form is sent.
 *
 * @throws FormDefinitionError where it would carry the token to a foreign origin, into a URL, or to another path than the one the
 * token is for
 */
export function checkButton(meta: FormMeta, csrf: CsrfHost, attributes: Attributes): void {
  const { formaction, formmethod = "post" } = attributes;
  if (String(formmethod).toLowerCase() !== "post") {
    throw new FormDefinitionError(
      "token_in_url",
      `a button with formmethod=${JSON.stringify(formmethod)} would put the form's token into a URL`,
    );
  }
  if (formaction === undefined || identityOf(meta, csrf, String(formaction)).action === identityOf(meta, csrf).action)
    return;
  const cure = "Give that button a form of its own.";
  throw new FormDefinitionError(
    "formaction",
    `formaction=${JSON.stringify(formaction)} is another path than the form's token is for. ${cure}`,
  );
}
