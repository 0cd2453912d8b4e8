/** A picture in the chat: JPEG, PNG or WebP. */
export const MAX_CHAT_IMAGE_BYTES = 2 * 1024 * 1024;
