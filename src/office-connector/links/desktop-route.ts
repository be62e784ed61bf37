/** Metadata of a route that desktop programs call: the actions whose tokens it takes. */
export const DESKTOP_ROUTE = 'kontor:desktop-route';
