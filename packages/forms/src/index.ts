/**
 * `@ampoule/forms`: typed, accessible HTML forms with validation and one-time CSRF tokens.
 *
 * - `defineForm(fields, options)` makes a form; `string()`, `email()`, `select()`… make its fields.
 * - `signup.from(c)` reads, checks and validates a request; `if (form.valid)` types `form.data`.
 * - `{{ form.email }}`, `{{ form.render(theme="bootstrap5") }}` print it.
 *
 * What it promises: `form.data` has exactly the declared fields, each of its declared type, whatever was sent; nothing that was sent is
 * printed unescaped; passwords and files are never shown again; a token works once, in one session, for one form.
 *
 * @module
 */

export type { ChoiceOption } from "./core/choice-option.ts";
export type { ChoiceView } from "./core/choice-view.ts";
export {
  type Choice,
  type ChoiceItem,
  type ChoiceSource,
  type ChoiceTable,
  type ChoiceValue,
  type Coercion,
  type EnumChoicesOptions,
  enumChoices,
  type SelectChoice,
  type ValueOfChoices,
} from "./core/choices.ts";
export { defineField, type FieldFactory } from "./core/define-field.ts";
export type {
  BoundFields,
  BoundOf,
  DataOf,
  DraftOf,
  ErrorsOf,
  FieldDefinition,
  Fields,
  FieldTypes,
  ValueOf,
} from "./core/definition.ts";
export type { CheckResult } from "./core/field-set.ts";
export type { FieldType, Reading } from "./core/field-type.ts";
export type { FieldNode, FieldShape, RenderHook } from "./core/node.ts";
export type { IsRequired, ScalarTypes } from "./core/scalar-definition.ts";
export type { CsrfCrypto } from "./csrf/crypto.ts";
export { type Csrf, type CsrfOptions, createCsrf } from "./csrf/csrf.ts";
export { CsrfError, type CsrfRequest, csrfHost, DuplicateSubmissionError } from "./csrf/host.ts";
export { csrfFieldName, csrfHeaderName } from "./csrf/names.ts";
export { csrfTarget } from "./csrf/target.ts";
export type { CsrfFailure, CsrfScope, CsrfVerdict } from "./csrf/token.ts";
export { MemoryUsedTokens, type MemoryUsedTokensOptions, type UsedTokens, UsedTokensFullError } from "./csrf/used.ts";
export { FormInput, FormInputError, type FormInputSource } from "./data/input.ts";
export { type InputValue, isUploadedFile, malformed, type UploadedFile } from "./data/values.ts";
export { Decimal, type DecimalLike, type RoundingMode } from "./decimal.ts";
export { FormDefinitionError, StopValidation, ValidationError, type ValidationErrorOptions } from "./errors.ts";
export {
  type BooleanOptions,
  type BooleanTypes,
  type ButtonOptions,
  type ButtonTypes,
  boolean,
  button,
  submit,
} from "./fields/boolean.ts";
export {
  type BoundChoice,
  type ChoiceFieldOptions,
  type ChoiceTypes,
  checkboxes,
  type ManyChoicesOptions,
  type ManyChoicesTypes,
  radio,
  type SelectOptions,
  select,
  selectMultiple,
} from "./fields/choice.ts";
export { color } from "./fields/color.ts";
export { type DateOptions, type DateTimeOptions, date, dateTimeLocal, month, time, week } from "./fields/date.ts";
export { type DecimalOptions, decimal, decimalRange } from "./fields/decimal.ts";
export { type FileOptions, type FilesOptions, type FilesTypes, type FileTypes, file, files } from "./fields/file.ts";
export { type BoundList, type ListOptions, type ListTypes, list } from "./fields/list.ts";
export {
  type BoundGroup,
  type BoundNested,
  type Nestable,
  type NestedOptions,
  type NestedTypes,
  nested,
} from "./fields/nested.ts";
export { bigInteger, float, integer, integerRange, type NumberOptions } from "./fields/number.ts";
export {
  type EmailFieldOptions,
  email,
  hidden,
  type PasswordOptions,
  password,
  search,
  string,
  type TextOptions,
  tel,
  textArea,
  type UrlFieldOptions,
  url,
} from "./fields/text.ts";
export { type Filter, lowerCase, normalize, nullIfEmpty, squeeze, strip, upperCase } from "./filters.ts";
export { defineForm, type FormData } from "./form/define-form.ts";
export { FormDefinition } from "./form/definition.ts";
export type {
  BindOptions,
  CheckAnswer,
  FormOptions,
  InlineValidators,
  TypedView,
  ValidateOptions,
} from "./form/options.ts";
export type { FormProblem, ProblemError } from "./form/problem.ts";
export type { FormSnapshot } from "./form/snapshot.ts";
export type { Form, FormBase, FormMeta, InvalidForm, ValidForm } from "./form/types.ts";
export { enhanceScriptUrl } from "./location.ts";
export { ar } from "./messages/ar.ts";
export {
  type Catalogue,
  type Message,
  type MessageKey,
  type MessageOverrides,
  type MessageParameters,
  messageKeys,
  type PluralMessage,
} from "./messages/catalogue.ts";
export { de } from "./messages/de.ts";
export { en } from "./messages/en.ts";
export { es } from "./messages/es.ts";
export { fr } from "./messages/fr.ts";
export { ja } from "./messages/ja.ts";
export { type Translator, translatorFor } from "./messages/translator.ts";
export { stop } from "./outcome.ts";
export type {
  Attributes,
  BoundField,
  DataList,
  DataListChoice,
  FieldDescription,
  FieldErrors,
  FieldFlags,
  FieldLabel,
  FieldOptions,
  FormView,
  Issue,
  Outcome,
  RequiredValidator,
  Stop,
  Text,
  Validator,
  Widget,
} from "./protocol.ts";
export type { SchemaIssue, SchemaOutput, SchemaResult, StandardSchema } from "./schema.ts";
export type {
  CsrfHost,
  CsrfJudgement,
  FormBody,
  FormHost,
  FormIdentity,
  FormMemory,
  FormSource,
  TokenPlace,
} from "./source.ts";
export type {
  ChoiceClasses,
  RenderOptions,
  RowPart,
  SummaryClasses,
  Theme,
  ThemeChoice,
  ThemeClasses,
} from "./themes/theme.ts";
export { themes } from "./themes/themes.ts";
export { type IPAddressOptions, ipAddress, macAddress, uuid } from "./validators/addresses.ts";
export { type DateRangeOptions, dateRange } from "./validators/date.ts";
export { type EmailOptions, emailAddress } from "./validators/email.ts";
export { equalTo } from "./validators/equal.ts";
export { type FileSizeOptions, fileAllowed, fileRequired, fileSize, fileType } from "./validators/file.ts";
export { type HostnameOptions, isHostname } from "./validators/hostname.ts";
export type { ValidatorOptions } from "./validators/make.ts";
export { type Bound, type NumberRangeOptions, numberRange } from "./validators/number.ts";
export {
  dataRequired,
  disabled,
  inputRequired,
  type OptionalOptions,
  optional,
  readOnly,
  required,
} from "./validators/presence.ts";
export { type DateStepOptions, dateStep, type NumberStepOptions, numberStep } from "./validators/step.ts";
export {
  anyOf,
  type LengthOptions,
  length,
  noneOf,
  type RegexpOptions,
  regexp,
  type ValuesOptions,
} from "./validators/text.ts";
export { absoluteUrl, type UrlOptions } from "./validators/url.ts";
export { buttonWidget } from "./widgets/button.ts";
export { fieldsetWidget, type ListWidgetOptions, listWidget, tableWidget } from "./widgets/fields.ts";
export { choiceGroupWidget } from "./widgets/group.ts";
export { checkboxWidget, fileWidget, inputWidget, passwordWidget, submitWidget } from "./widgets/input.ts";
export { selectWidget } from "./widgets/select.ts";
export { textAreaWidget } from "./widgets/textarea.ts";
