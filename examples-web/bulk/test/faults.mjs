export const faults = () => {};
