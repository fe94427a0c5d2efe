// Where the network laboratory meets its host: networks in training, and a plane to paint points on.

import { mounts } from "../mount.js";
import { stands } from "../page/first.js";
import { Painting } from "./painting.js";
import { Training } from "./training.js";
import { inflated, unpack } from "../walk/wire.js";

const trainings = mounts();
const paintings = mounts();

/** Mounts networks in training, or brings those that stand in this element up to date. */
export function training({ data, parentElement }) {
  const { entry, latest, leave } = trainings(parentElement, () => ({ id: null, training: new Training(parentElement) }));
  if (entry.id === data.id) entry.training.restyle();
  else {
    inflated(data.deflated).then((message) => {
      if (!latest() || entry.id === data.id || entry.training.gone) return;
      entry.id = data.id;
      entry.training.update(unpack(message));
      stands(data.name);
    });
  }
  return leave(() => {
    entry.training.destroy();
    stands(data.name, false);
  });
}

/** Mounts a plane to paint points on, or brings the one that stands in this element up to date. */
export function paint({ data, parentElement, setTriggerValue }) {
  const { entry, leave } = paintings(parentElement, () => ({ painting: new Painting(parentElement, (said) => entry.send("points", said)) }));
  entry.send = setTriggerValue;
  entry.painting.update(data);
  return leave(() => entry.painting.destroy());
}
