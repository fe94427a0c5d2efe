// Where the network laboratory meets its host: networks in training, and a plane to paint points on.

import { stands } from "../page/first.js";
import { Painting } from "./painting.js";
import { Training } from "./training.js";
import { inflated, unpack } from "../walk/wire.js";

const trainings = new WeakMap();
const paintings = new WeakMap();

/** Mounts networks in training, or brings those that stand in this element up to date. */
export function training({ data, parentElement }) {
  let entry = trainings.get(parentElement);
  if (!entry) {
    entry = { call: 0, id: null, training: new Training(parentElement) };
    trainings.set(parentElement, entry);
  }
  entry.call += 1;
  const { call } = entry;
  if (entry.id === data.id) entry.training.restyle();
  else {
    inflated(data.deflated).then((message) => {
      if (entry.call !== call || entry.id === data.id || entry.training.gone) return;
      entry.id = data.id;
      entry.training.update(unpack(message));
      stands(data.name);
    });
  }
  return () => {
    if (entry.call !== call) return;
    entry.training.destroy();
    trainings.delete(parentElement);
    stands(data.name, false);
  };
}

/** Mounts a plane to paint points on, or brings the one that stands in this element up to date. */
export function paint({ data, parentElement, setTriggerValue }) {
  let entry = paintings.get(parentElement);
  if (!entry) {
    entry = { call: 0, send: setTriggerValue, painting: null };
    entry.painting = new Painting(parentElement, (said) => entry.send("points", said));
    paintings.set(parentElement, entry);
  }
  entry.send = setTriggerValue;
  entry.call += 1;
  const { call } = entry;
  entry.painting.update(data);
  return () => {
    if (entry.call !== call) return;
    entry.painting.destroy();
    paintings.delete(parentElement);
  };
}
