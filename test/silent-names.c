// Loaded into a Kontor under test (LD_PRELOAD): servers of names that do not answer.
// Names below `silent.test` are not answered for while the file SILENT_SWITCH exists; each question for one is a line in
// SILENT_ASKED. Names below `known.test` are this machine.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int ends_with(const char *text, const char *end) {
  size_t length = strlen(text), of_end = strlen(end);
  return length >= of_end && strcmp(text + length - of_end, end) == 0;
}

static void note(const char *name) {
  char line[300];
  int length = snprintf(line, sizeof line, "%s\n", name);
  int file = open(getenv("SILENT_ASKED"), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (write(file, line, length) != length) abort();
  close(file);
}

int getaddrinfo(const char *name, const char *service, const struct addrinfo *hints, struct addrinfo **found) {
  int (*real)(const char *, const char *, const struct addrinfo *, struct addrinfo **) = dlsym(RTLD_NEXT, "getaddrinfo");
  if (name != NULL && ends_with(name, ".silent.test")) {
    note(name);
    while (access(getenv("SILENT_SWITCH"), F_OK) == 0) usleep(20000);
    return EAI_AGAIN;
  }
  return real(name != NULL && ends_with(name, ".known.test") ? "127.0.0.1" : name, service, hints, found);
}
