package io.npyio.cli.format;

import io.npyio.dtype.DType;
import io.npyio.array.ObjectArray;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Where an array is or is to be: a file, or a member of an archive.
 *
 * @param path of the file, or of the archive
 * @param kind as which it is read or written
 */
public record Place(Path path, FileKind kind) {
  /** {@return whether it is in an archive} */
  public boolean isArchive() {
    return kind instanceof NpzKind;
  }

  /** {@return whether it is an archive, none of whose members is named} */
  public boolean isWholeArchive() {
    return kind instanceof NpzKind npz && npz.member() == null;
  }

  /** {@return where a member of this archive is} */
  public Place member(String name) {
    return new Place(path, new NpzKind().ofMember(name));
  }

  /** {@return whether it is bytes without a header} */
  public boolean isRaw() {
    return kind instanceof RawKind;
  }

  /** {@return whether it is text, which only reading can tell from other text} */
  public boolean isText() {
    return kind instanceof TableKind || kind instanceof JsonKind;
  }

  /** {@return all bytes of the file, or of the member of an archive} */
  public InputStream bytes() throws IOException {
    return kind.bytes(path);
  }

  /** {@return the same; an archive as a whole will have its array under that name} */
  public Place calling(String name) {
    return kind instanceof NpzKind npz ? new Place(path, npz.calling(name)) : this;
  }

  /** {@return the same; what goes into an archive will be compressed} */
  public Place deflating() {
    return kind instanceof NpzKind npz ? new Place(path, npz.deflating()) : this;
  }

  /** {@return what is there, without reading the elements} */
  public FileInfo info(RawSpec raw) throws IOException {
    return kind.info(path, raw);
  }

  /** {@return what the array is called: the member, or the file without its ending} */
  public String name() throws IOException {
    return kind.name(path);
  }

  /** {@return the array, to be read} */
  public OpenArray open(RawSpec raw, @Nullable DType wanted, LongConsumer progress)
      throws IOException {
    return kind.open(path, raw, wanted, progress);
  }

  /** {@return how many bytes are read to open it} */
  public long reads() throws IOException {
    return kind.reads(path);
  }

  /** {@return about how many bytes are told of when an array is saved there} */
  public long writes(Outgoing array) throws IOException {
    return kind.writes(path, array);
  }

  /** {@return the array of Python objects, as plain values; null if it has other elements} */
  public @Nullable ObjectArray objects() throws IOException {
    return kind.objects(path);
  }

  /** {@return the array, to be changed in place} */
  public OpenArray update(RawSpec raw) throws IOException {
    return kind.update(path, raw);
  }

  /** {@return the array, to be lengthened in place} */
  public GrowingFile grow(RawSpec raw) throws IOException {
    return kind.grow(path, raw);
  }

  /** Makes it from nothing. */
  public void create(NewArray array, boolean describe) throws IOException {
    kind.create(path, array, describe);
  }

  /** Writes an array there. */
  public void save(Outgoing array, boolean describe) throws IOException {
    kind.save(path, array, describe);
  }
}
