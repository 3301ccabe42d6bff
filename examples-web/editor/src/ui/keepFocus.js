/**
 * For `onMouseDown`: pressing a button does not take the focus out of a field. The issue of a field that is left would
 * move the button away before it is released, and the click would be lost.
 */
export function keepFocus(event) {
  const isInField = document.activeElement.matches('input, select, textarea');
  if (isInField && event.target.closest('button')) event.preventDefault();
}
