/** Set-up of a test run with AMPOULE_SEED: every property draws the same values again. */
import fc from "fast-check";

fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(process.env["AMPOULE_SEED"]) });
