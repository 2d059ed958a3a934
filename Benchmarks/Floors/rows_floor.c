// The floor for row files: the calls that Sources/Spool makes for a job's rows, with the same grouping of syncs, and
// nothing else. No line is parsed, no state is kept.
//
//   cc -O2 -o rows_floor rows_floor.c && ./rows_floor FOLDER ROWS GROUP
//
// FOLDER must not exist. Prints one line for each phase: its name and its seconds.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static const char start_line[] = "{\"at\":\"2026-11-21T09:35:12.123+08:00\",\"event\":\"start\",\"attempt\":1}\n";
static const char end_line[] = "{\"at\":\"2026-11-21T09:35:12.125+08:00\",\"event\":\"end\",\"outcome\":\"done\"}\n";
static char task_line[330];

static void check(long result, const char *what) {
  if (result >= 0) return;
  fprintf(stderr, "rows_floor: %s: %s\n", what, strerror(errno));
  exit(74);
}

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static int folder(const char *root, const char *name) {
  char path[4096];
  snprintf(path, sizeof path, "%s/%s", root, name);
  check(mkdir(path, 0775), path);
  int descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  check(descriptor, path);
  return descriptor;
}

static void name_of(char *name, int row) { snprintf(name, 20, "%08d.jsonl", row); }

static void create(int target, int rows) {
  char name[20];
  for (int row = 1; row <= rows; row++) {
    name_of(name, row);
    int file = openat(target, name, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK, 0664);
    check(file, "create");
    check(write(file, task_line, sizeof task_line - 1), "write");
    check(close(file), "close");
  }
  check(syncfs(target), "syncfs");
  check(fsync(target), "fsync");
}

// As Folder.open and OpenFile.readAll: read until nothing more comes.
static int open_and_read(int source, const char *name, int flags) {
  char buffer[4096];
  int file = openat(source, name, flags | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
  check(file, "open");
  off_t place = 0;
  for (ssize_t length; (length = pread(file, buffer, sizeof buffer, place)) != 0; place += length)
    check(length, "read");
  return file;
}

static double claim(int pending, int running, int row, int *file) {
  char name[20];
  double start = now();
  name_of(name, row);
  *file = open_and_read(pending, name, O_RDWR | O_APPEND);
  check(write(*file, start_line, sizeof start_line - 1), "append");
  check(renameat(pending, name, running, name), "rename");
  return now() - start;
}

static void finish(int running, int done, int first, int count, int *files) {
  char name[20];
  for (int index = 0; index < count; index++) check(write(files[index], end_line, sizeof end_line - 1), "append");
  if (count >= 128) check(syncfs(running), "syncfs");
  for (int index = 0; index < count && count < 128; index++) check(fdatasync(files[index]), "fdatasync");
  for (int index = 0; index < count; index++) {
    name_of(name, first + index);
    check(renameat(running, name, done, name), "rename");
  }
  for (int index = 0; index < count; index++) check(close(files[index]), "close");
}

int main(int argc, char **argv) {
  if (argc != 4) return 64;
  int rows = atoi(argv[2]), group = atoi(argv[3]);
  int *files = malloc(sizeof *files * (size_t)group);
  if (rows < 1 || group < 1 || files == NULL) return 64;
  memset(task_line, 'x', sizeof task_line - 2);
  task_line[sizeof task_line - 2] = '\n';
  check(mkdir(argv[1], 0775), argv[1]);
  int pending = folder(argv[1], "pending"), running = folder(argv[1], "running"), done = folder(argv[1], "done");

  double start = now();
  create(pending, rows);
  printf("create %.3f\n", now() - start);

  double claiming = 0;
  start = now();
  for (int first = 1; first <= rows; first += group) {
    int count = rows - first + 1 < group ? rows - first + 1 : group;
    for (int index = 0; index < count; index++) claiming += claim(pending, running, first + index, &files[index]);
    finish(running, done, first, count, files);
  }
  printf("claim %.3f\nfinish %.3f\n", claiming, now() - start - claiming);

  start = now();
  char name[20];
  for (int row = 1; row <= rows; row++) {
    name_of(name, row);
    check(close(open_and_read(done, name, O_RDONLY)), "close");
  }
  printf("read %.3f\n", now() - start);
  return 0;
}
