/** This server's version: in histories, in answers of `/command` and in its editor. */
export const SERVER_VERSION = '9.3.0';
export const BUILD_NUMBER = 1;
