/* The limit of the machine: the cases in plain C with no more work than each needs, with the line protocol of
 * Competitor.java. New memory is allocated in huge pages, as in NumPy.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* For the timed loops: the compiler takes code behind comparisons of protocol words as cold. */
#define HOT __attribute__((noinline, hot)) static

/* An array, a number (type 'n') or a written file (type 'w'); an array that is not fresh belongs to its case. */
typedef struct {
  char type; /* f: float, d: double, i: int32, l: int64, b: byte */
  size_t count;
  void *data;
  double number;
  int fresh;
  int times;
} Result;

typedef struct {
  void *base;
  size_t length;
  char *data;
  size_t nbytes;
  long shape[2];
} Npy;

static void die(const char *what, const char *name) {
  printf("! %s: %s\n", what, name);
  fflush(stdout);
  exit(1);
}

static int open_or_die(const char *name, int flags) {
  int fd = open(name, flags, 0666);
  if (fd < 0) die("open", name);
  return fd;
}

static size_t header_length(const char *bytes) {
  return 10 + (uint8_t)bytes[8] + 256 * (uint8_t)bytes[9];
}

static Npy map(const char *name, int writable) {
  int fd = open_or_die(name, writable ? O_RDWR : O_RDONLY);
  struct stat stat;
  fstat(fd, &stat);
  Npy npy = {.length = stat.st_size};
  npy.base = mmap(NULL, npy.length, PROT_READ | (writable ? PROT_WRITE : 0), MAP_SHARED, fd, 0);
  close(fd);
  if (npy.base == MAP_FAILED) die("mmap", name);
  size_t skip = header_length(npy.base);
  npy.data = (char *)npy.base + skip;
  npy.nbytes = npy.length - skip;
  const char *shape = memmem(npy.base, skip, "'shape': (", 10);
  sscanf(shape + 10, "%ld, %ld", &npy.shape[0], &npy.shape[1]);
  return npy;
}

static void unmap(Npy npy) { munmap(npy.base, npy.length); }

static size_t size_of(char type) {
  return type == 'b' ? 1 : type == 'f' || type == 'i' ? 4 : 8;
}

static size_t in_pages(size_t nbytes) { return (nbytes + (2 << 20) - 1) & ~(size_t)((2 << 20) - 1); }

static Result fresh(char type, size_t count) {
  size_t nbytes = in_pages(count * size_of(type));
  void *data = mmap(NULL, nbytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (data == MAP_FAILED) die("mmap", "new memory");
  madvise(data, nbytes, MADV_HUGEPAGE);
  return (Result){.type = type, .count = count, .data = data, .fresh = 1, .times = 1};
}

static Result number(double value, int times) { return (Result){.type = 'n', .number = value, .times = times}; }

/* ---- loading ---- */

static void read_fully(int fd, char *to, size_t n) {
  while (n > 0) {
    ssize_t got = read(fd, to, n);
    if (got <= 0) die("read", "short file");
    to += got;
    n -= got;
  }
}

static Result load(const char *name, char type) {
  int fd = open_or_die(name, O_RDONLY);
  struct stat stat;
  fstat(fd, &stat);
  char head[10];
  read_fully(fd, head, 10);
  size_t skip = header_length(head);
  lseek(fd, skip, SEEK_SET);
  Result made = fresh(type, (stat.st_size - skip) / size_of(type));
  read_fully(fd, made.data, stat.st_size - skip);
  close(fd);
  return made;
}

static Result given(const char *name, char type, size_t around) {
  static char *kept;
  static size_t kept_count;
  Npy npy = map(name, 0);
  size_t size = size_of(type), count = npy.nbytes / size + 2 * around;
  if (kept_count != count) {
    kept = calloc(count, size);
    memset(kept, 0, count * size);
    kept_count = count;
  }
  memcpy(kept + around * size, npy.data, npy.nbytes);
  unmap(npy);
  return (Result){.type = type, .count = count, .data = kept, .times = 1};
}

/* to[j * rows + i] = from[i * stride + j], in tiles of 64 x 64. */
HOT void transpose(const double *restrict from, size_t stride, double *restrict to, size_t rows, size_t columns) {
  for (size_t i0 = 0; i0 < rows; i0 += 64)
    for (size_t j0 = 0; j0 < columns; j0 += 64) {
      size_t i1 = i0 + 64 < rows ? i0 + 64 : rows, j1 = j0 + 64 < columns ? j0 + 64 : columns;
      for (size_t j = j0; j < j1; j++)
        for (size_t i = i0; i < i1; i++) to[j * rows + i] = from[i * stride + j];
    }
}

static Result fortran(const char *name) {
  Npy npy = map(name, 0);
  Result made = fresh('d', npy.nbytes / 8);
  transpose((const double *)npy.data, npy.shape[0], made.data, npy.shape[1], npy.shape[0]);
  unmap(npy);
  return made;
}

/* ---- views and conversions: a loop each ---- */

#define EACH(NAME, TYPE, FROM, TO, EXPRESSION)                                                \
  HOT void NAME##_loop(const FROM *restrict from, TO *restrict to, size_t n) {                \
    for (size_t i = 0; i < n; i++) to[i] = EXPRESSION;                                        \
  }                                                                                           \
  static Result NAME(const char *name) {                                                      \
    Npy npy = map(name, 0);                                                                   \
    Result made = fresh(TYPE, npy.nbytes / sizeof(FROM));                                     \
    NAME##_loop((const FROM *)npy.data, made.data, made.count);                               \
    unmap(npy);                                                                               \
    return made;                                                                              \
  }

typedef struct {
  double x, rest;
} Record;

EACH(swapped8, 'd', uint64_t, uint64_t, __builtin_bswap64(from[i]))
EACH(swapped4, 'f', uint32_t, uint32_t, __builtin_bswap32(from[i]))
EACH(f2, 'f', _Float16, float, from[i])
EACH(f8_f4, 'f', double, float, from[i])
EACH(f4_f8, 'd', float, double, from[i])
EACH(i4_f8, 'd', int32_t, double, from[i])
EACH(i8_f8, 'd', int64_t, double, from[i])
EACH(i4_f4, 'f', int32_t, float, from[i])
EACH(i2_f4, 'f', int16_t, float, from[i])
EACH(u1_f4, 'f', uint8_t, float, from[i])
EACH(u1_i4, 'i', uint8_t, int32_t, from[i])
EACH(i4_i8, 'l', int32_t, int64_t, from[i])
EACH(i8_i4, 'i', int64_t, int32_t, from[i])
EACH(f8_i4, 'i', double, int32_t, from[i])
EACH(f4_i4, 'i', float, int32_t, from[i])
EACH(field, 'd', Record, double, from[i].x)
EACH(backwards, 'd', double, double, from[n - 1 - i])

HOT Result columns(const char *name) {
  Npy npy = map(name, 0);
  size_t rows = npy.shape[0], wide = npy.shape[1], narrow = (wide + 2) / 3;
  Result made = fresh('d', rows * narrow);
  const double *restrict from = (const void *)npy.data;
  double *restrict to = made.data;
  for (size_t i = 0; i < rows; i++)
    for (size_t j = 0; j < narrow; j++) to[i * narrow + j] = from[i * wide + 3 * j];
  unmap(npy);
  return made;
}

static Result transposed_slice(const char *name) {
  Npy npy = map(name, 0);
  size_t rows = npy.shape[0] - 10, wide = npy.shape[1], narrow = wide - 12;
  Result made = fresh('d', rows * narrow);
  transpose((const double *)npy.data + 10 * wide + 7, wide, made.data, rows, narrow);
  unmap(npy);
  return made;
}

/* ---- writing ---- */

static Npy kept_data(const char *name) {
  static Npy kept;
  if (!kept.base) {
    Npy npy = map(name, 0);
    kept = npy;
    kept.base = fresh('b', npy.length).data;
    kept.data = (char *)kept.base + (npy.length - npy.nbytes);
    memcpy(kept.base, npy.base, npy.length);
    unmap(npy);
  }
  return kept;
}

/* ---- STREAM: the bandwidth of the memory ---- */

HOT void stream_copy(const double *restrict from, double *restrict to, size_t n) {
  for (size_t i = 0; i < n; i++) to[i] = from[i];
}

HOT void stream_triad(const double *restrict a, const double *restrict b, double *restrict to, size_t n) {
  for (size_t i = 0; i < n; i++) to[i] = a[i] + 3 * b[i];
}

static Result stream(const char *name, int is_triad) {
  static Result second, to;
  Npy data = kept_data(name);
  size_t n = data.nbytes / 8;
  if (!to.data) {
    second = fresh('d', n);
    to = fresh('d', n);
    memcpy(second.data, data.data, data.nbytes);
  }
  const double *from = (const void *)data.data;
  if (is_triad) stream_triad(from, second.data, to.data, n);
  else stream_copy(from, to.data, n);
  return (Result){.type = 'd', .count = n, .data = to.data, .times = 1};
}

static Result written(void) { return (Result){.type = 'w', .times = 1}; }

static void write_fully(int fd, const char *from, size_t n) {
  while (n > 0) {
    ssize_t put = write(fd, from, n);
    if (put <= 0) die("write", "full?");
    from += put;
    n -= put;
  }
}

static Result write_new(const char *name, const char *target) {
  Npy data = kept_data(name);
  int fd = open_or_die(target, O_WRONLY | O_CREAT | O_TRUNC);
  if (posix_fallocate(fd, 0, data.length)) die("fallocate", target);
  write_fully(fd, data.base, data.length);
  close(fd);
  return written();
}

static Result write_in_place(const char *name, const char *target) {
  Npy data = kept_data(name), to = map(target, 1);
  memcpy(to.data, data.data, data.nbytes);
  unmap(to);
  return written();
}

static Result save_over(const char *name, const char *target) {
  char temporary[4096];
  snprintf(temporary, sizeof temporary, "%s.part", target);
  write_new(name, temporary);
  rename(temporary, target);
  return written();
}

static void force(const char *path) {
  int fd = open_or_die(path, O_RDONLY);
  if (fsync(fd)) die("fsync", path);
  close(fd);
}

static Result save_synced(const char *name, const char *target) {
  char temporary[4096], folder[4096];
  snprintf(temporary, sizeof temporary, "%s.part", target);
  snprintf(folder, sizeof folder, "%s", target);
  write_new(name, temporary);
  force(temporary);
  rename(temporary, target);
  force(dirname(folder));
  return written();
}

static Result write_swapped(const char *name, const char *target) {
  enum { BLOCK = 1 << 15 };
  static uint64_t block[BLOCK];
  Npy data = kept_data(name);
  size_t skip = data.length - data.nbytes, count = data.nbytes / 8;
  int fd = open_or_die(target, O_WRONLY | O_CREAT | O_TRUNC);
  if (posix_fallocate(fd, 0, data.length)) die("fallocate", target);
  char *head = malloc(skip);
  memcpy(head, data.base, skip);
  *(char *)memmem(head, skip, "<f8", 3) = '>';
  write_fully(fd, head, skip);
  free(head);
  const uint64_t *from = (const void *)data.data;
  for (size_t at = 0; at < count; at += BLOCK) {
    size_t n = count - at < BLOCK ? count - at : BLOCK;
    for (size_t i = 0; i < n; i++) block[i] = __builtin_bswap64(from[at + i]);
    write_fully(fd, (char *)block, 8 * n);
  }
  close(fd);
  return written();
}

/* ---- small files, single elements, one pass ---- */

static char **names;
static size_t names_count;

/* The files of a folder, listed in the first, untimed call. */
static void list(const char *folder) {
  if (names) return;
  names = malloc(sizeof(char *) * 1000000);
  DIR *dir = opendir(folder);
  for (struct dirent *entry = readdir(dir); entry; entry = readdir(dir))
    if (entry->d_name[0] != '.' && asprintf(&names[names_count], "%s/%s", folder, entry->d_name) > 0) names_count++;
  closedir(dir);
}

static Result mid_load(const char *folder) {
  list(folder);
  double sum = 0;
  for (size_t i = 0; i < names_count; i++) {
    Result made = load(names[i], 'd');
    sum += ((double *)made.data)[made.count - 1];
    munmap(made.data, in_pages(made.count * 8));
  }
  return number(sum, names_count);
}

static Result small(const char *folder, int data) {
  list(folder);
  char bytes[8192];
  double sum = 0;
  for (size_t i = 0; i < names_count; i++) {
    int fd = open_or_die(names[i], O_RDONLY);
    ssize_t got = read(fd, bytes, data ? sizeof bytes : 128);
    close(fd);
    double last;
    memcpy(&last, bytes + got - 8, 8);
    sum += data ? last : atof((char *)memmem(bytes, got, "'shape': (", 10) + 10);
  }
  return number(sum, 1);
}

static Result open_map(const char *name) {
  double sum = 0;
  for (int i = 0; i < 200; i++) {
    Npy npy = map(name, 0);
    sum += ((double *)npy.data)[1];
    unmap(npy);
  }
  return number(sum / 200, 200);
}

static double random_gets(const Npy *npy, int count) {
  const double *array = (const void *)npy->data;
  uint32_t rows = npy->shape[0] - 1, columns = npy->shape[1] - 1, state = 1;
  double sum = 0;
  for (int i = 0; i < count; i++) {
    state = state * 1664525u + 1013904223u;
    sum += array[(size_t)(state >> 8 & rows) * (columns + 1) + ((state >> 1) * 31u >> 8 & columns)];
  }
  return sum;
}

HOT Result random_get(const char *name) {
  static volatile double sink;
  Npy npy = map(name, 0);
  double check = random_gets(&npy, 100000);
  sink = random_gets(&npy, 5000000);
  (void)sink;
  unmap(npy);
  return number(check, 5100000);
}

HOT Result pass(const char *name) {
  Npy npy = map(name, 0);
  const double *array = (const void *)npy.data;
  double sums[8] = {0};
  for (size_t i = 0; i + 8 <= npy.nbytes / 8; i += 8)
    for (int k = 0; k < 8; k++) sums[k] += array[i + k];
  unmap(npy);
  return number(sums[0] + sums[1] + sums[2] + sums[3] + sums[4] + sums[5] + sums[6] + sums[7], 1);
}

/* ---- the protocol ---- */

static int run(const char *name, const char *file, const char *target, Result *result) {
#define CASE(NAME, CALL) \
  if (!strcmp(name, NAME)) return *result = CALL, 1;
  CASE("stream-copy", stream(file, 0))
  CASE("stream-triad", stream(file, 1))
  CASE("load-f4", load(file, 'f'))
  CASE("load-f4-ndarray", load(file, 'f'))
  CASE("load-f4-cold", load(file, 'f'))
  CASE("load-f8", load(file, 'd'))
  CASE("load-i8", load(file, 'l'))
  CASE("load-f4-given", given(file, 'f', 0))
  CASE("load-f8-given", given(file, 'd', 0))
  CASE("load-i8-given", given(file, 'l', 0))
  CASE("load-f8-part", given(file, 'd', 1000))
  CASE("load-be-f8", swapped8(file))
  CASE("load-be-f4", swapped4(file))
  CASE("fortran-to-c", fortran(file))
  CASE("f2-to-float", f2(file))
  CASE("bool", load(file, 'b'))
  CASE("columns", columns(file))
  CASE("reversed", backwards(file))
  CASE("transposed-slice", transposed_slice(file))
  CASE("field", field(file))
  CASE("astype-f8-f4", f8_f4(file))
  CASE("astype-f4-f8", f4_f8(file))
  CASE("astype-i4-f8", i4_f8(file))
  CASE("astype-i8-f8", i8_f8(file))
  CASE("astype-i4-f4", i4_f4(file))
  CASE("astype-i2-f4", i2_f4(file))
  CASE("astype-u1-f4", u1_f4(file))
  CASE("astype-u1-i4", u1_i4(file))
  CASE("astype-i4-i8", i4_i8(file))
  CASE("astype-i8-i4", i8_i4(file))
  CASE("astype-f8-i4", f8_i4(file))
  CASE("astype-f4-i4", f4_i4(file))
  CASE("write-f8", write_new(file, target))
  CASE("write-in-place", write_in_place(file, target))
  CASE("save-over", save_over(file, target))
  CASE("save-synced", save_synced(file, target))
  CASE("write-be-f8", write_swapped(file, target))
  CASE("small-load", small(file, 1))
  CASE("small-header", small(file, 0))
  CASE("open-map", open_map(file))
  CASE("random-get", random_get(file))
  CASE("pass", pass(file))
  CASE("pass-buffers", pass(file))
  CASE("mid-load", mid_load(file))
  return 0;
}

static uint32_t crc(const uint8_t *bytes, size_t n) {
  static uint32_t table[256];
  for (uint32_t i = 0; i < 256; i++) {
    table[i] = i;
    for (int bit = 0; bit < 8; bit++) table[i] = table[i] & 1 ? table[i] >> 1 ^ 0xEDB88320u : table[i] >> 1;
  }
  uint32_t crc = ~0u;
  for (size_t i = 0; i < n; i++) crc = table[(crc ^ bytes[i]) & 255] ^ crc >> 8;
  return ~crc;
}

static double element(const Result *result, size_t i) {
  switch (result->type) {
    case 'f': return ((float *)result->data)[i];
    case 'd': return ((double *)result->data)[i];
    case 'i': return ((int32_t *)result->data)[i];
    case 'l': return ((int64_t *)result->data)[i];
    default: return ((uint8_t *)result->data)[i];
  }
}

static void answer(const Result *result, int check, double seconds) {
  printf("%.9g ", seconds / result->times);
  if (result->type == 'w') {
    printf("file\n");
  } else if (result->type == 'n') {
    printf("sum:%.17g\n", result->number);
  } else if (check) {
    printf("crc:%08x\n", crc(result->data, result->count * size_of(result->type)));
  } else {
    double sum = 0;
    for (size_t i = 0; i < 1000; i++) sum += element(result, i * (result->count - 1) / 999);
    printf("sum:%.17g\n", sum);
  }
}

int main(void) {
  char line[16384];
  while (fgets(line, sizeof line, stdin)) {
    line[strcspn(line, "\n")] = 0;
    char *rest = line, *verb = strsep(&rest, "\t"), *name = strsep(&rest, "\t"), *file = strsep(&rest, "\t");
    struct timespec start, end;
    Result result = {0};
    clock_gettime(CLOCK_MONOTONIC, &start);
    int able = run(name, file, rest, &result);
    clock_gettime(CLOCK_MONOTONIC, &end);
    if (able) {
      answer(&result, !strcmp(verb, "check"), end.tv_sec - start.tv_sec + (end.tv_nsec - start.tv_nsec) / 1e9);
      if (result.fresh) munmap(result.data, in_pages(result.count * size_of(result.type)));
    } else {
      printf("-\n");
    }
    fflush(stdout);
  }
  return 0;
}
