// Loaded into a Kontor under test (LD_PRELOAD): makes folders behave like those of unruly file servers.
// UNRULY_HANGING: below this folder calls do not return while the file UNRULY_SWITCH exists, as on a dead mount.
// UNRULY_UNSYNCED: folders below this one answer fsync with EINVAL, as on SMB and some FUSE file systems.
// UNRULY_FAILING: files below this folder answer fdatasync with EIO, once each, as a disk with a bad block.
// UNRULY_KEPT: whatever is synced below UNRULY_POWERED is copied here, as it is at that moment: what a power failure
// leaves. `contents/KEY` is a file, `folders/PATH` (slashes as %) lists the entries of a folder, `KEY NAME` a line.
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
#include <sys/syscall.h>
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

// Inode numbers are used again; with the time of birth they are not.
static int key_of(int folder, const char *name, int flags, char *into, size_t size, mode_t *mode) {
  struct statx about;
  if (syscall(SYS_statx, folder, name, flags, STATX_BASIC_STATS | STATX_BTIME, &about) != 0) return -1;
  snprintf(into, size, "%llu-%lld-%u", (unsigned long long)about.stx_ino,
           (long long)about.stx_btime.tv_sec, about.stx_btime.tv_nsec);
  *mode = about.stx_mode;
  return 0;
}

static FILE *kept_part(const char *kept, char *part, size_t size) {
  snprintf(part, size, "%s/part-%d", kept, (int)syscall(SYS_gettid));
  return fopen(part, "w");
}

static void keep_content(const char *kept, const char *path, const char *key) {
  char part[4096], target[4096], bytes[65536];
  FILE *into = kept_part(kept, part, sizeof part);
  int from = REAL(open)(path, O_RDONLY);
  ssize_t length;
  while (from >= 0 && (length = read(from, bytes, sizeof bytes)) > 0) fwrite(bytes, 1, length, into);
  if (from >= 0) close(from);
  fclose(into);
  snprintf(target, sizeof target, "%s/contents/%s", kept, key);
  REAL(rename)(part, target);
}

static void keep_folder(const char *kept, const char *path) {
  char part[4096], target[4096], name[3000], key[128];
  mode_t mode;
  FILE *into = kept_part(kept, part, sizeof part);
  DIR *folder = REAL(opendir)(path);
  struct dirent *entry;
  while (folder != NULL && (entry = readdir(folder)) != NULL) {
    if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) continue;
    if (key_of(dirfd(folder), entry->d_name, AT_SYMLINK_NOFOLLOW, key, sizeof key, &mode) != 0) continue;
    fprintf(into, "%s %s\n", S_ISDIR(mode) ? "folder" : key, entry->d_name);
  }
  if (folder != NULL) closedir(folder);
  fclose(into);
  snprintf(name, sizeof name, "%s", path);
  for (char *at = name; *at != 0; at++) if (*at == '/') *at = '%';
  snprintf(target, sizeof target, "%s/folders/%s", kept, name);
  REAL(rename)(part, target);
}

static void keep(int fd) {
  const char *kept = getenv("UNRULY_KEPT");
  char path[4096], key[128];
  mode_t mode;
  if (kept == NULL || !below(path_of(fd, path, sizeof path), "UNRULY_POWERED")) return;
  if (key_of(fd, "", AT_EMPTY_PATH, key, sizeof key, &mode) != 0) return;
  if (S_ISDIR(mode)) keep_folder(kept, path);
  else keep_content(kept, path, key);
}

// The system reports a failed sync once: what is synced again afterwards seems to be well.
static int fails(int fd) {
  static char failed[1024][128];
  static int count = 0;
  char path[4096], key[128];
  mode_t mode;
  if (getenv("UNRULY_FAILING") == NULL || !below(path_of(fd, path, sizeof path), "UNRULY_FAILING")) return 0;
  if (key_of(fd, "", AT_EMPTY_PATH, key, sizeof key, &mode) != 0) return 0;
  for (int i = 0; i < count; i++) if (strcmp(failed[i], key) == 0) return 0;
  if (count == 1024) return 0;
  strcpy(failed[count++], key);
  errno = EIO;
  return 1;
}

int fdatasync(int fd) {
  hang_at(fd);
  if (fails(fd)) return -1;
  int result = REAL(fdatasync)(fd);
  if (result == 0) keep(fd);
  return result;
}

int fsync(int fd) {
  struct stat about;
  char path[4096];
  hang_at(fd);
  if (fstat(fd, &about) == 0 && S_ISDIR(about.st_mode) &&
      below(path_of(fd, path, sizeof path), "UNRULY_UNSYNCED")) {
    errno = EINVAL;
    return -1;
  }
  int result = REAL(fsync)(fd);
  if (result == 0) keep(fd);
  return result;
}
