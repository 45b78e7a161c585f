/** Notifications of the browser, for messages that come while nobody looks. Loaded only for those who want them. */

const LONGEST = 200;

/** @returns {Promise<boolean>} whether the user allows notifications */
export async function askPermission() {
  return (await Notification.requestPermission()) === "granted";
}

/** @param {Said | System} said */
export function notify(said) {
  if (document.visibilityState === "visible") return;
  const title = said.type === "system" ? "Announcement" : said.type === "private" ? `${said.nickname}, to you only` : said.nickname;
  const shown = new Notification(title, { body: said.content.slice(0, LONGEST), tag: "chat" });
  shown.onclick = () => {
    window.focus();
    shown.close();
  };
}
