/**
 * `@ampoule/templates/node`: what needs a file system.
 *
 * @module
 */
export { FileSystemLoader, type FileSystemOptions } from "./loaders/filesystem.ts";
