package io.npyio.view.server;

import io.npyio.array.NdArray;
import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.Order;
import io.npyio.file.Npy;
import io.npyio.file.NpyHeader;
import io.npyio.view.ArrayTools;
import io.npyio.view.OpenView;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;

/** A format in which a part of an array is downloaded. */
sealed interface ExportFormat {
  /** Its media type. */
  String type();

  /** The number of bytes of the file; {@link Reply.Streamed#UNKNOWN} before they are written. */
  default long length(OpenView part) {
    return Reply.Streamed.UNKNOWN;
  }

  void write(OpenView part, OutputStream out) throws IOException;

  /** As {@code np.save} writes it. */
  record AsNpy() implements ExportFormat {
    @Override
    public String type() {
      return "application/octet-stream";
    }

    @Override
    public long length(OpenView part) {
      return part instanceof OpenView.Values values
          ? header(values.array()).length + values.array().nbytes()
          : Reply.Streamed.UNKNOWN;
    }

    private static byte[] header(NdArray array) {
      return NpyHeader.encode(ArrayLayout.of(array.dtype(), array.shape().lengths()));
    }

    @Override
    public void write(OpenView part, OutputStream out) throws IOException {
      if (part instanceof OpenView.Objects objects) {
        Npy.saveObjects(out, objects.array());
      } else if (part instanceof OpenView.Values values) {
        out.write(header(values.array()));
        values.array().writeTo(Channels.newChannel(out), Order.C);
      }
    }
  }

  /** As {@code npyio cat --format csv} prints it. */
  record AsCsv(ArrayTools tools) implements ExportFormat {
    @Override
    public String type() {
      return "text/csv; charset=utf-8";
    }

    @Override
    public void write(OpenView part, OutputStream out) throws IOException {
      tools.writeCsv(part, out);
    }
  }
}
