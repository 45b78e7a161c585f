/** The page's scripts, as they are in the repository. */
export const SCRIPTS = new URL("../../../server/web/page/assets/scripts/", import.meta.url);

export const load = (name) => import(new URL(name, SCRIPTS).href);
