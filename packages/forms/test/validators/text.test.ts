import { describe, expect, test } from "vitest";
import { cpuTime } from "../../../../scripts/cpu-time.ts";
import {
  absoluteUrl,
  anyOf,
  decimal,
  defineForm,
  emailAddress,
  equalTo,
  integer,
  ipAddress,
  isHostname,
  length,
  macAddress,
  noneOf,
  numberRange,
  regexp,
  string,
  textArea,
  uuid,
  type Validator,
} from "../../src/index.ts";
import { emailFault } from "../../src/validators/email.ts";
import { attributesOf } from "../support/dom.ts";
import { blankHtml, checkText } from "../support/forms.ts";

/** A text area leaves line ends and white space alone. */
const accepts = async (validator: Validator<string>, text: string) =>
  (await checkText(textArea({ validators: [validator], strip: false }), text)).valid;

describe("length", () => {
  test.each([
    [{ min: 2 }, "a", "Field must be at least 2 characters long."],
    [{ min: 1 }, "", undefined],
    [{ max: 1 }, "ab", "Field cannot be longer than 1 character."],
    [{ max: 2 }, "abc", "Field cannot be longer than 2 characters."],
    [{ min: 2, max: 2 }, "abc", "Field must be exactly 2 characters long."],
    [{ min: 1, max: 2 }, "abc", "Field must be between 1 and 2 characters long."],
    [{ max: 2, message: "{length} are too many" }, "abc", "3 are too many"],
  ])("%j of %j", async (options, text, message) => {
    const { errors } = await checkText(string({ validators: [length(options)] }), text);
    expect(errors).toEqual(message === undefined ? [] : [message]);
  });

  test("sets minlength and maxlength", () => {
    expect(attributesOf(blankHtml(string({ validators: [length({ min: 2, max: 9 })] })), "input")).toMatchObject({
      minlength: "2",
      maxlength: "9",
    });
  });

  test("means nothing on a number's control, where the attribute would be invalid", () => {
    const field = integer({ validators: [Object.assign(() => undefined, { attributes: { maxlength: 3, min: 1 } })] });
    expect(attributesOf(blankHtml(field), "input")).not.toHaveProperty("maxlength");
    expect(attributesOf(blankHtml(field), "input")).toHaveProperty("min", "1");
  });

  test("bounds that are none are refused at definition", () => {
    for (const options of [{}, { min: 3, max: 2 }, { min: -1 }, { max: 1.5 }])
      expect(() => length(options)).toThrow(/length/);
  });
});

describe("regexp", () => {
  test("is anchored at both ends, whatever the pattern says", async () => {
    expect(await accepts(regexp(/[a-z]+/), "abc")).toBe(true);
    for (const text of ["abc1", "1abc", "abc\n", "\nabc", "abc\nabc"])
      expect(await accepts(regexp(/[a-z]+/), text), text).toBe(false);
    expect(await accepts(regexp(/a|b/), "ab")).toBe(false);
    expect(await accepts(regexp(/^a$/m), "a\nb")).toBe(false);
  });

  test("long input is not looked at", async () => {
    expect(await accepts(regexp(/a*/), "a".repeat(1000))).toBe(true);
    expect(await accepts(regexp(/a*/), "a".repeat(1001))).toBe(false);
    expect(await accepts(regexp(/a*/, { maxInput: 3 }), "aaaa")).toBe(false);
  });

  test("hands browsers a pattern only where it means the same and compiles with their flag", () => {
    const pattern = (re: RegExp, options = {}) =>
      attributesOf(blankHtml(string({ validators: [regexp(re, options)] })), "input")["pattern"];
    expect(pattern(/[a-z]{3}/)).toBe("[a-z]{3}");
    expect(pattern(/a/i)).toBeUndefined();
    expect(pattern(/[a-]/)).toBeUndefined();
    expect(pattern(/a/i, { htmlPattern: "[aA]" })).toBe("[aA]");
    expect(pattern(/a/, { htmlPattern: false })).toBeUndefined();
  });

  test("flags that keep a place between calls are refused", () => {
    expect(() => regexp(/a/g)).toThrow(/flag g or y/);
    expect(() => regexp(/a/y)).toThrow();
  });
});

describe("anyOf and noneOf", () => {
  test("values and messages", async () => {
    expect((await checkText(string({ validators: [anyOf(["a", "b"])] }), "c")).errors).toEqual([
      "Invalid value, must be one of: a, b.",
    ]);
    expect((await checkText(string({ validators: [noneOf(["a", "b"])] }), "a")).errors).toEqual([
      "Invalid value, can't be any of: a, b.",
    ]);
    expect((await checkText(integer({ validators: [anyOf([1, 2])] }), "2")).valid).toBe(true);
    expect(
      (
        await checkText(
          string({ validators: [anyOf(["a"], { valuesFormatter: (values) => `<${values.length}>` })] }),
          "c",
        )
      ).errors,
    ).toEqual(["Invalid value, must be one of: <1>."]);
  });
});

describe("equalTo", () => {
  const form = defineForm({
    password: string({ label: "Pass word" }),
    again: string({ validators: [equalTo("password")] }),
  });

  test("names the other field by its label", async () => {
    expect(
      (
        await form.validate([
          ["password", "a"],
          ["again", "a"],
        ])
      ).valid,
    ).toBe(true);
    expect(
      (
        await form.validate([
          ["password", "a"],
          ["again", "b"],
        ])
      ).errors.again,
    ).toEqual(["Field must be equal to “Pass word”."]);
  });

  test.each([
    ["secret", "", false],
    ["", "secret", false],
    ["", "", true],
  ])("an empty one is not the same as a filled one: %j, %j", async (password, again, valid) => {
    expect((await form.validate({ password, again })).valid).toBe(valid);
  });

  test("a field that must not be empty says just that", async () => {
    const strict = defineForm({ a: string(), b: string({ required: true, validators: [equalTo("a")] }) });
    expect((await strict.validate({ a: "x", b: "" })).errors).toEqual({ b: ["This field is required."] });
  });

  test("decimals and lists are equal if they are written alike", async () => {
    const other = defineForm({ a: decimal(), b: decimal({ validators: [equalTo("a")] }) });
    expect(
      (
        await other.validate([
          ["a", "1.50"],
          ["b", "1.50"],
        ])
      ).valid,
    ).toBe(true);
    expect(
      (
        await other.validate([
          ["a", "1.50"],
          ["b", "1.51"],
        ])
      ).valid,
    ).toBe(false);
  });

  test("an unknown field is a mistake that is told at once, with the nearest name", () => {
    expect(() => defineForm({ password: string(), again: string({ validators: [equalTo("pasword")] }) })).toThrow(
      /Did you mean "password"\?/,
    );
    expect(() => defineForm({ again: string({ validators: [equalTo("__proto__")] }) })).toThrow(/__proto__/);
  });
});

describe("numberRange", () => {
  test("bounds may be functions of the form", async () => {
    const field = integer({ validators: [numberRange({ min: () => 3 })] });
    expect((await checkText(field, "2")).codes).toEqual(["numberMin"]);
    expect(attributesOf(blankHtml(field), "input")["min"]).toBe("3");
    expect(() => numberRange({})).toThrow(/min or max/);
    expect(() => integer({ min: 3, max: 2 })).toThrow(/above max/);
    for (const min of [Number.NaN, Number.POSITIVE_INFINITY, "x"])
      expect(() => integer({ min }), String(min)).toThrow(/no bound/);
  });
});

describe("e-mail addresses", () => {
  test.each([
    "a@b.co",
    "ada.lovelace+tag@sub.example.org",
    "x_y-z@example.museum",
    "!#$%&'*+/=?^_`{|}~@example.org",
    "grüße@münchen.example",
    "用户@例子.广告",
    `${"a".repeat(64)}@example.org`,
    "a@xn--mnchen-3ya.example",
  ])("%j is one", async (text) => {
    expect(await accepts(emailAddress(), text)).toBe(true);
  });

  test.each([
    ["a", "emailAt"],
    ["a@@b.co", "emailAt"],
    ["a@b@c.co", "emailAt"],
    ["@b.co", "emailLocal"],
    [".a@b.co", "emailLocal"],
    ["a.@b.co", "emailLocal"],
    ["a..b@b.co", "emailLocal"],
    ["a b@b.co", "emailLocal"],
    ['"a b"@b.co', "emailLocal"],
    ["a\n@b.co", "emailLocal"],
    ["a<b@b.co", "emailLocal"],
    [`${"a".repeat(65)}@b.co`, "emailLocal"],
    ["a@b", "emailDomain"],
    ["a@localhost", "emailDomain"],
    ["a@-b.co", "emailDomain"],
    ["a@b-.co", "emailDomain"],
    ["a@b..co", "emailDomain"],
    ["a@b.co.", "emailDomain"],
    ["a@b_c.co", "emailDomain"],
    ["a@[127.0.0.1]", "emailDomain"],
    ["a@1.2.3.4", "emailDomain"],
    ["a@b.co\r\nBcc: x", "emailDomain"],
    ["a@ü/x.example", "emailDomain"],
    ["a@exam\u202eple.org", "emailDomain"],
    [`a@${"b".repeat(64)}.co`, "emailDomain"],
    [`a@${"b.".repeat(130)}co`, "emailLength"],
  ])("%j is none (%s)", (text, fault) => {
    expect(emailFault(text)).toBe(fault);
  });

  test("options", async () => {
    expect(await accepts(emailAddress({ allowSmtpUtf8: false }), "ü@example.org")).toBe(false);
    expect(await accepts(emailAddress({ allowEmptyLocal: true }), "@example.org")).toBe(true);
    expect(await accepts(emailAddress({ allowLocalDomain: true }), "a@localhost")).toBe(true);
    expect(await accepts(emailAddress({ allowLocalDomain: true }), "a@[127.0.0.1]")).toBe(true);
    expect(await accepts(emailAddress({ allowLocalDomain: true }), "a@[IPv6:::1]")).toBe(true);
    expect((await checkText(string({ validators: [emailAddress({ granularMessage: true })] }), "a@b")).errors).toEqual([
      "The part after the @ sign of this email address is not a valid domain.",
    ]);
  });
});

describe("URLs", () => {
  test.each([
    "http://example.org",
    "https://example.org:8443/a?b#c",
    "HTTPS://EXAMPLE.ORG/",
    "https://1.2.3.4/",
    "https://[2001:db8::1]/",
    "https://münchen.example/ß",
  ])("%j is one", async (text) => {
    expect(await accepts(absoluteUrl(), text)).toBe(true);
  });

  test.each([
    "example.org",
    "//example.org",
    "/path",
    "http:example.org",
    "http:/example.org",
    "http:\\\\example.org",
    "https://exa mple.org",
    "ht\ntps://example.org",
    "https://example.org/\tx",
    " https://example.org",
    "javascript:alert(1)",
    "javascript://example.org/%0aalert(1)",
    "data:text/html,x",
    "ftp://example.org",
    "https://",
    "https://localhost",
    "https://user:pass@example.org",
    "https://@example.org",
    "https://example.org@evil.example",
    "https://exa_mple..org",
    "http://foobar.d",
    "http://foobar.12",
    "http://-foobar.dk/",
    "http://foobar-.dk/",
    "http://localhost:abc/a",
    "http://example.org:99999/",
    "http://127.0.0/",
    "http://127.0.0.01/",
    "http://127.0.0.1./",
    "http://0x7f.1/",
    "http://2130706433/",
    "http://１２７.0.0.1/",
    `https://example.org/${"x".repeat(2100)}`,
  ])("%j is none", async (text) => {
    expect(await accepts(absoluteUrl(), text)).toBe(false);
  });

  test("options", async () => {
    expect(await accepts(absoluteUrl({ requireTld: false }), "http://localhost:5000/")).toBe(true);
    expect(await accepts(absoluteUrl({ allowUserinfo: true }), "https://u@example.org/")).toBe(true);
    expect(await accepts(absoluteUrl({ requireTld: false }), "http://127.0.0/")).toBe(false);
    expect(await accepts(absoluteUrl({ allowUserinfo: true }), "https://u:p@1.2.3.4:80/")).toBe(true);
    expect(await accepts(absoluteUrl({ allowIp: false }), "https://1.2.3.4/")).toBe(false);
    expect(await accepts(absoluteUrl({ allowIp: false }), "https://0x7f000001/")).toBe(false);
    expect(await accepts(absoluteUrl({ schemes: ["ftp"] }), "ftp://example.org")).toBe(true);
    expect(await accepts(absoluteUrl({ schemes: ["javascript"] }), "javascript://example.org/")).toBe(false);
  });
});

describe("hosts and addresses", () => {
  test("host names", () => {
    for (const name of ["example.org", "a.b.c.example", "xn--mnchen-3ya.example", "münchen.example", "a_b.example.org"])
      expect(isHostname(name), name).toBe(true);
    for (const name of [
      "",
      ".",
      "a..b",
      "-a.org",
      "a-.org",
      "a.1",
      "localhost",
      "a b.org",
      "a.org/x",
      "ä/x.org",
      `${"a".repeat(64)}.org`,
      "a.".repeat(200),
    ]) {
      expect(isHostname(name), name).toBe(false);
    }
    expect(isHostname("localhost", { requireTld: false })).toBe(true);
  });

  test.each([
    [["0.0.0.0", "255.255.255.255", "192.168.1.1"], { ipv4: true }, true],
    [["256.0.0.1", "1.2.3", "1.2.3.4.5", "01.2.3.4", "1.2.3.4 ", "0x1.2.3.4", "1.2.3.", "::1"], { ipv4: true }, false],
    [
      [
        "::",
        "::1",
        "1::",
        "2001:db8::8a2e:370:7334",
        "1:2:3:4:5:6:7:8",
        "::ffff:192.0.2.1",
        "64:ff9b::1.2.3.4",
        "1:2:3:4:5:6:1.2.3.4",
      ],
      { ipv4: false, ipv6: true },
      true,
    ],
    [
      [
        "",
        ":",
        ":::",
        "1:2:3",
        "1:2:3:4:5:6:7:8:9",
        "1::2::3",
        "12345::",
        "g::",
        "::1%eth0",
        "[::1]",
        "1.2.3.4",
        "1.2.3.4::",
        "::1.2.3.4:1",
        "1:2:3:4:5:6:7::8:9",
        "1:2:3:4:5:6:7:1.2.3.4",
      ],
      { ipv4: false, ipv6: true },
      false,
    ],
  ] as const)("%j with %j: %j", async (texts, options, right) => {
    for (const text of texts) {
      // An empty field is no address and no mistake.
      if (text !== "") expect(await accepts(ipAddress(options), text), text).toBe(right);
    }
  });

  test("neither version is a mistake", () => {
    expect(() => ipAddress({ ipv4: false })).toThrow(/ipv4/);
  });

  test("MAC addresses and UUIDs set their patterns", async () => {
    expect(await accepts(macAddress(), "01:23:45:67:ab:CD")).toBe(true);
    for (const text of ["01-23-45-67-ab-cd", "01:23:45:67:ab", "01:23:45:67:ab:cg", "01:23:45:67:ab:cd\n"])
      expect(await accepts(macAddress(), text)).toBe(false);
    expect(await accepts(uuid(), "123E4567-e89b-12d3-a456-426614174000")).toBe(true);
    for (const text of ["123e4567e89b12d3a456426614174000", "{123e4567-e89b-12d3-a456-426614174000}", "x"])
      expect(await accepts(uuid(), text)).toBe(false);
    expect(attributesOf(blankHtml(string({ validators: [macAddress()] })), "input")["pattern"]).toContain(
      "[0-9a-fA-F]{2}",
    );
  });
});

describe("nothing takes more than linear time", () => {
  const hostile = [
    "a".repeat(100_000),
    `${"a.".repeat(50_000)}@`,
    `a@${"a-".repeat(50_000)}`,
    `a@${"a.".repeat(50_000)}a`,
    `http://${"a.".repeat(50_000)}`,
    `https://${"%".repeat(100_000)}`,
    ":".repeat(100_000),
    "1:".repeat(50_000),
    "1.".repeat(50_000),
    "ü".repeat(100_000),
    `${"00:".repeat(30_000)}g`,
    `${" ".repeat(100_000)}x`,
  ];

  test("not for any of these", async () => {
    const validators = [
      emailAddress(),
      absoluteUrl(),
      ipAddress({ ipv6: true }),
      macAddress(),
      uuid(),
      length({ max: 10 }),
      regexp(/[a-z]+/),
    ];
    const started = cpuTime();
    for (const text of hostile) await checkText(string({ validators }), text);
    expect(cpuTime() - started).toBeLessThan(1000);
  });
});
