package io.npyio.cli.look;

import io.npyio.array.NdArray;
import io.npyio.array.ObjectArray;
import io.npyio.cli.console.ErrorMessages;
import io.npyio.cli.format.ArchiveFile;
import io.npyio.cli.format.ArchiveInfo;
import io.npyio.cli.format.ArrayFile;
import io.npyio.cli.format.ArrayInfo;
import io.npyio.cli.format.RangedArray;
import io.npyio.cli.format.RawSpec;
import io.npyio.cli.format.SeenArray;
import io.npyio.cli.format.ShardsFile;
import io.npyio.cli.format.WebAddress;
import io.npyio.cli.format.WebFile;
import io.npyio.cli.transfer.ElementView;
import io.npyio.cli.transfer.OpenArray;
import io.npyio.dtype.ArrayLayout;
import io.npyio.source.ByteSource;
import io.npyio.view.Editor;
import io.npyio.view.OpenView;
import io.npyio.view.Stamp;
import io.npyio.view.ViewedArray;
import io.npyio.view.ViewedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A file of the command as the viewer shows it. Its headers are read once for each state of the
 * file, its elements when they are asked for.
 */
public final class ShownFile implements ViewedFile {
  /** The most bytes of an array that is copied at once, although parts of it could be read. */
  private static final long MAX_WHOLE_BYTES = 1L << 20;

  /** The most bytes of an array that is copied because it cannot be mapped. */
  private static final long MAX_COPY_BYTES = 1L << 30;

  /** The time from one question to a web server whether its file has changed to the next. */
  private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final String name;
  private final ArrayFile file;
  private final ElementView view;
  private final @Nullable RawSpec raw;
  private final LongSupplier nanoTime;
  private long asked;
  private @Nullable Headers headers;
  private @Nullable List<Path> parts;

  /** What the headers said of a state of the file. */
  private record Headers(Stamp stamp, List<ViewedArray> arrays) {}

  /**
   * A file.
   *
   * @param name as the user typed it
   * @param view of its elements
   * @param raw how the user described the bytes, where elements can be set in place; else null
   */
  public ShownFile(String name, ArrayFile file, ElementView view, @Nullable RawSpec raw) {
    this(name, file, view, raw, System::nanoTime);
  }

  ShownFile(
      String name, ArrayFile file, ElementView view, @Nullable RawSpec raw, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.asked = nanoTime.getAsLong();
    this.name = name;
    this.file = file;
    this.view = view;
    this.raw = raw;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String format() {
    return file.kind().word();
  }

  private boolean isOnWeb() {
    return WebAddress.isOne(name);
  }

  @Override
  public long bytes() throws IOException {
    if (file instanceof ShardsFile shards) {
      long sum = 0;
      for (Path part : parts(shards)) {
        sum += Files.size(part);
      }
      return sum;
    }
    try (ByteSource source = file.source()) {
      return source.size();
    }
  }

  @Override
  public Stamp stamp() throws IOException {
    WebFile web = file.web();
    if (web != null) {
      return stamp(web);
    }
    if (file instanceof ShardsFile shards) {
      List<Stamp> each = new ArrayList<>();
      for (Path part : parts(shards)) {
        each.add(Stamp.of(part));
      }
      return new Stamp("%x-%x".formatted(each.size(), each.hashCode()));
    }
    return Stamp.of(file.path());
  }

  /** The page asks each second, a web server only now and then. */
  private synchronized Stamp stamp(WebFile web) throws IOException {
    long now = nanoTime.getAsLong();
    if (now - asked >= PAUSE_NANOS) {
      asked = now;
      web.refresh();
    }
    return new Stamp("web-%x".formatted(web.version().hashCode()));
  }

  /** The files of shards, which are found once: that takes all their headers. */
  private synchronized List<Path> parts(ShardsFile shards) throws IOException {
    List<Path> known = parts;
    if (known == null) {
      known = shards.files();
      parts = known;
    }
    return known;
  }

  @Override
  public synchronized List<ViewedArray> arrays() throws IOException {
    Stamp now = stamp();
    Headers known = headers;
    if (known == null || !known.stamp().equals(now)) {
      if (file instanceof ShardsFile shards) {
        shards.refresh();
      }
      known = new Headers(now, file.info().either(this::array, archive -> members(archive)));
      headers = known;
    }
    return known.arrays();
  }

  private List<ViewedArray> array(ArrayInfo info) {
    return List.of(array("", info.layout()));
  }

  private List<ViewedArray> members(ArchiveInfo archive) {
    return archive.members().stream()
        .filter(member -> !member.isShadowed())
        .flatMap(member -> member(member).stream())
        .toList();
  }

  private Optional<ViewedArray> member(ArchiveInfo.Member member) {
    ArrayInfo info = member.array();
    if (info != null) {
      return Optional.of(array(member.name(), info.layout()));
    }
    return Optional.ofNullable(member.fault())
        .map(fault -> ViewedArray.damaged(member.name(), ErrorMessages.reason(fault)));
  }

  /** An array, or why its elements cannot be seen as the user asks. */
  private ViewedArray array(String member, ArrayLayout layout) {
    try {
      return ViewedArray.of(member, view.of(layout));
    } catch (IllegalArgumentException misfit) {
      return ViewedArray.damaged(member, ErrorMessages.reason(misfit));
    }
  }

  @Override
  public OpenView open(String member) throws IOException {
    ArrayFile chosen = chosen(member);
    var seen = new SeenArray(chosen, view);
    ObjectArray objects = seen.objects();
    if (objects != null) {
      return new OpenView.Objects(objects);
    }
    RangedArray ranged = chosen.objectType() == null ? chosen.ranged() : null;
    if (ranged == null) {
      requireCopyable(chosen);
    } else if (ranged.elements().layout().nbytes() > MAX_WHOLE_BYTES) {
      return partial(Mirror.of(ranged));
    } else {
      ranged.close();
    }
    OpenArray open = seen.open(null, null, bytes -> {});
    try {
      return whole(open);
    } catch (IOException | RuntimeException problem) {
      open.close();
      throw problem;
    }
  }

  /**
   * All elements; samples of a large mapped file are read by position before the map is touched.
   */
  private OpenView whole(OpenArray open) throws IOException {
    if (!isMapped() || open.array().nbytes() <= MAX_WHOLE_BYTES) {
      return new OpenView.Values(open.array(), open);
    }
    long start = file.info().either(ArrayInfo::dataOffset, archive -> 0L);
    var pages = new LonePages(file.source(), start, open);
    return new OpenView.Values(open.array(), pages, pages);
  }

  private boolean isMapped() {
    return switch (file.kind()) {
      case NPY, RAW -> !isOnWeb() && !(file instanceof ShardsFile);
      default -> false;
    };
  }

  private OpenView partial(Mirror mirror) throws IOException {
    try {
      NdArray array = view.of(OpenArray.of(mirror.array())).array();
      return new OpenView.Partial(array, mirror, mirror);
    } catch (RuntimeException misfit) {
      mirror.close();
      throw misfit;
    }
  }

  private ArrayFile chosen(String member) {
    return file instanceof ArchiveFile archive && !member.isEmpty()
        ? archive.choosing(member)
        : file;
  }

  private void requireCopyable(ArrayFile chosen) throws IOException {
    long bytes = isOnWeb() ? chosen.openingBytes(null) : 0;
    if (bytes > MAX_COPY_BYTES) {
      throw new IOException(
          "cannot be mapped, and its %d bytes are more than the %d that the viewer copies; 'npyio convert --slice' takes a part"
              .formatted(bytes, MAX_COPY_BYTES));
    }
  }

  @Override
  public Optional<Editor> editor(String member) {
    return raw == null || !member.isEmpty()
        ? Optional.empty()
        : Optional.of(new ElementEditor(name, file, raw));
  }
}
