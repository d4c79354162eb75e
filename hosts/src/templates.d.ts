declare module "ampoule-hosts:templates" {
  import type { PrecompiledTemplate } from "ampoule/templates";
  export const templates: Readonly<Record<string, PrecompiledTemplate>>;
}
