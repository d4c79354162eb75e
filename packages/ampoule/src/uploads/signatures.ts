/**
 * The first bytes of file types, as data: the patterns that browsers themselves go by (MIME Sniffing Standard §6), since the danger
 * is what a *browser* takes a file for.
 */

/** One pattern. */
export interface Signature {
  readonly type: string;
  /** Bytes from the start in hexadecimal; `..` matches any. */
  readonly bytes: string;
}

/** Exact patterns; the first that fits decides. */
export const SIGNATURES: readonly Signature[] = [
  { type: "image/png", bytes: "89504e470d0a1a0a" },
  { type: "image/jpeg", bytes: "ffd8ff" },
  { type: "image/gif", bytes: "474946383761" },
  { type: "image/gif", bytes: "474946383961" },
  { type: "image/webp", bytes: "52494646........574542505650" },
  { type: "image/x-icon", bytes: "00000100" },
  { type: "image/x-icon", bytes: "00000200" },
  { type: "image/tiff", bytes: "49492a00" },
  { type: "image/tiff", bytes: "4d4d002a" },
  { type: "image/bmp", bytes: "424d" },
  { type: "audio/wav", bytes: "52494646........57415645" },
  { type: "video/x-msvideo", bytes: "52494646........41564920" },
  { type: "audio/aiff", bytes: "464f524d........41494646" },
  { type: "audio/mpeg", bytes: "494433" },
  { type: "audio/mpeg", bytes: "fffb" },
  { type: "audio/mpeg", bytes: "fff3" },
  { type: "audio/mpeg", bytes: "fff2" },
  { type: "audio/flac", bytes: "664c6143" },
  { type: "audio/midi", bytes: "4d54686400000006" },
  { type: "application/ogg", bytes: "4f67675300" },
  { type: "application/pdf", bytes: "255044462d" },
  { type: "application/postscript", bytes: "252150532d41646f62652d" },
  { type: "application/zip", bytes: "504b0304" },
  { type: "application/zip", bytes: "504b0506" },
  { type: "application/gzip", bytes: "1f8b08" },
  { type: "application/x-7z-compressed", bytes: "377abcaf271c" },
  { type: "application/vnd.rar", bytes: "526172211a07" },
  { type: "application/zstd", bytes: "28b52ffd" },
  { type: "application/x-xz", bytes: "fd377a585a00" },
  { type: "application/x-bzip2", bytes: "425a68" },
  { type: "application/wasm", bytes: "0061736d" },
  { type: "application/x-msdownload", bytes: "4d5a" },
  { type: "application/x-elf", bytes: "7f454c46" },
  { type: "font/woff", bytes: "774f4646" },
  { type: "font/woff2", bytes: "774f4632" },
  { type: "font/otf", bytes: "4f54544f" },
  { type: "font/ttf", bytes: "00010000" },
  { type: "font/collection", bytes: "74746366" },
];

/** Brands of the ISO base media format (after `ftyp`), and what a browser makes of them. */
export const MEDIA_BRANDS: ReadonlyMap<string, string> = new Map([
  ["avif", "image/avif"],
  ["avis", "image/avif"],
  ["heic", "image/heic"],
  ["heix", "image/heic"],
  ["mif1", "image/heif"],
  ["msf1", "image/heif"],
  ["M4A ", "audio/mp4"],
  ["M4B ", "audio/mp4"],
  ["qt  ", "video/quicktime"],
]);

/** What a browser takes for HTML when it begins so, after blanks (§7.1); a blank or `>` must follow. */
export const HTML_BEGINNINGS: readonly string[] = [
  "<!doctype html",
  "<html",
  "<head",
  "<script",
  "<iframe",
  "<h1",
  "<div",
  "<font",
  "<table",
  "<a",
  "<style",
  "<title",
  "<b",
  "<body",
  "<br",
  "<p",
  "<!--",
];

/** The types, each with the extensions that it may have; the first is given to stored files. */
export const EXTENSIONS: ReadonlyMap<string, readonly string[]> = new Map([
  ["image/png", ["png"]],
  ["image/jpeg", ["jpg", "jpeg", "jfif"]],
  ["image/gif", ["gif"]],
  ["image/webp", ["webp"]],
  ["image/avif", ["avif"]],
  ["image/heic", ["heic"]],
  ["image/heif", ["heif"]],
  ["image/x-icon", ["ico"]],
  ["image/tiff", ["tiff", "tif"]],
  ["image/bmp", ["bmp"]],
  ["image/svg+xml", ["svg"]],
  ["audio/wav", ["wav"]],
  ["audio/aiff", ["aiff", "aif"]],
  ["audio/mpeg", ["mp3"]],
  ["audio/flac", ["flac"]],
  ["audio/midi", ["mid", "midi"]],
  ["audio/mp4", ["m4a", "m4b"]],
  ["application/ogg", ["ogg", "oga", "ogv", "opus"]],
  ["video/mp4", ["mp4", "m4v"]],
  ["video/quicktime", ["mov"]],
  ["video/webm", ["webm"]],
  ["video/x-matroska", ["mkv"]],
  ["video/x-msvideo", ["avi"]],
  ["application/pdf", ["pdf"]],
  ["application/postscript", ["ps", "eps"]],
  ["application/zip", ["zip", "docx", "xlsx", "pptx", "odt", "ods", "odp", "epub", "jar"]],
  ["application/gzip", ["gz", "tgz"]],
  ["application/x-7z-compressed", ["7z"]],
  ["application/vnd.rar", ["rar"]],
  ["application/zstd", ["zst"]],
  ["application/x-xz", ["xz"]],
  ["application/x-bzip2", ["bz2"]],
  ["application/wasm", ["wasm"]],
  ["application/x-msdownload", ["exe", "dll"]],
  ["application/x-elf", []],
  ["font/woff", ["woff"]],
  ["font/woff2", ["woff2"]],
  ["font/otf", ["otf"]],
  ["font/ttf", ["ttf"]],
  ["font/collection", ["ttc"]],
  ["text/html", ["html", "htm", "xhtml"]],
  ["application/xml", ["xml"]],
  ["text/plain", ["txt", "csv", "md", "log", "json", "css", "js", "ts", "py"]],
  ["application/octet-stream", ["bin"]],
]);

/** Images that browsers show and that cannot run anything: the only ones shown inline (D10). */
export const INLINE_IMAGES: ReadonlySet<string> = new Set([
  "image/png",
  "image/jpeg",
  "image/gif",
  "image/webp",
  "image/avif",
]);

/** Sound and film that browsers play, likewise. */
export const INLINE_MEDIA: ReadonlySet<string> = new Set([
  "audio/mpeg",
  "audio/wav",
  "audio/flac",
  "audio/mp4",
  "application/ogg",
  "video/mp4",
  "video/webm",
]);
