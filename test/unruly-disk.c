// Loaded into a Kontor under test (LD_PRELOAD): makes folders behave like those of unruly file servers.
// UNRULY_HANGING: below this folder calls do not return while the file UNRULY_SWITCH exists, as on a dead mount.
// UNRULY_UNSYNCED: folders below this one answer fsync with EINVAL, as on SMB and some FUSE file systems.
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static int below(const char *path, const char *setting) {
  const char *folder = getenv(setting);
  return folder != NULL && path != NULL && strncmp(path, folder, strlen(folder)) == 0;
}

static void hang(const char *path) {
  const char *turned_on = getenv("UNRULY_SWITCH");
  if (turned_on == NULL || !below(path, "UNRULY_HANGING")) return;
  while (access(turned_on, F_OK) == 0) usleep(10000);
}

static const char *path_of(int fd, char *into, size_t size) {
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, into, size - 1);
  if (length < 0) return NULL;
  into[length] = 0;
  return into;
}

static void hang_at(int fd) {
  char path[4096];
  if (getenv("UNRULY_HANGING") != NULL) hang(path_of(fd, path, sizeof path));
}

static mode_t mode_in(int flags, va_list more) {
  return (flags & (O_CREAT | O_TMPFILE)) ? va_arg(more, mode_t) : 0;
}

#define OPENS(name)                                  \
  int name(const char *path, int flags, ...) {       \
    va_list more;                                    \
    va_start(more, flags);                           \
    mode_t mode = mode_in(flags, more);              \
    va_end(more);                                    \
    hang(path);                                      \
    return REAL(name)(path, flags, mode);            \
  }
OPENS(open)
OPENS(open64)

int mkdir(const char *path, mode_t mode) { hang(path); return REAL(mkdir)(path, mode); }
int rmdir(const char *path) { hang(path); return REAL(rmdir)(path); }
int unlink(const char *path) { hang(path); return REAL(unlink)(path); }
int rename(const char *from, const char *to) { hang(from); return REAL(rename)(from, to); }
DIR *opendir(const char *path) { hang(path); return REAL(opendir)(path); }
int scandir(const char *path, struct dirent ***list, int (*filter)(const struct dirent *),
            int (*compare)(const struct dirent **, const struct dirent **)) {
  hang(path);
  return REAL(scandir)(path, list, filter, compare);
}
int scandir64(const char *path, struct dirent64 ***list, int (*filter)(const struct dirent64 *),
              int (*compare)(const struct dirent64 **, const struct dirent64 **)) {
  hang(path);
  return REAL(scandir64)(path, list, filter, compare);
}
ssize_t pread(int fd, void *into, size_t size, off_t at) { hang_at(fd); return REAL(pread)(fd, into, size, at); }
ssize_t pread64(int fd, void *into, size_t size, off64_t at) { hang_at(fd); return REAL(pread64)(fd, into, size, at); }
ssize_t pwrite(int fd, const void *from, size_t size, off_t at) { hang_at(fd); return REAL(pwrite)(fd, from, size, at); }
ssize_t pwrite64(int fd, const void *from, size_t size, off64_t at) { hang_at(fd); return REAL(pwrite64)(fd, from, size, at); }
int fdatasync(int fd) { hang_at(fd); return REAL(fdatasync)(fd); }

int fsync(int fd) {
  struct stat about;
  char path[4096];
  hang_at(fd);
  if (fstat(fd, &about) == 0 && S_ISDIR(about.st_mode) &&
      below(path_of(fd, path, sizeof path), "UNRULY_UNSYNCED")) {
    errno = EINVAL;
    return -1;
  }
  return REAL(fsync)(fd);
}
