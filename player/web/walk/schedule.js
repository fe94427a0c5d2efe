// Learning-rate schedules: the factor on η of step t of `total`, as simulation/schedules.py has them.

import { power } from "./power.js";

const cosine = (t, total, { floor }) => floor + ((1 - floor) * (1 + Math.cos((Math.PI * (t - 1)) / total))) / 2;

const FACTORS = {
  step: (t, _total, { every, drop }) => power(drop, Math.floor((t - 1) / every)),
  exponential: (t, _total, { fade }) => power(fade, t - 1),
  cosine,
  warmup_cosine(t, total, { warmup, floor }) {
    const rise = Math.min(Math.floor(warmup * total + 0.5), Math.max(total - 1, 0));
    return t <= rise ? t / (rise + 1) : cosine(t - rise, total - rise, { floor });
  },
};

/** Whether the browser knows the schedule of that name. */
export const knows = (schedule) => schedule in FACTORS;

/** The factors of steps 1 … total. */
export const factors = ({ key, values }, total) => Float64Array.from({ length: total }, (_, k) => FACTORS[key](k + 1, total, values));
