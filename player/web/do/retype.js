// Another text in a field, as if it were typed.

/** Puts `text` into the field in place of its own, which comes back when that is undone.
 *  @param {HTMLTextAreaElement} field @param {string} text */
export function retype(field, text) {
  field.focus();
  field.select();
  if (!document.execCommand("insertText", false, text)) field.value = text;
}
