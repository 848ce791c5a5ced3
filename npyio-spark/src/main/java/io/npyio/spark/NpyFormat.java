package io.npyio.spark;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.Job;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.FileSourceGeneratedMetadataStructField$;
import org.apache.spark.sql.execution.datasources.FileFormat;
import org.apache.spark.sql.execution.datasources.OutputWriterFactory;
import org.apache.spark.sql.execution.datasources.PartitionedFile;
import org.apache.spark.sql.sources.DataSourceRegister;
import org.apache.spark.sql.sources.Filter;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import scala.Function1;
import scala.Option;
import scala.collection.Iterator;
import scala.collection.immutable.Map;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The format npy of Spark: files of NumPy arrays as tables, a row for each index of the first axis.
 *
 * <pre>{@code
 * Dataset<Row> rows = spark.read().format("npy").load("embeddings/");
 * rows.write().format("npy").save("copy/");
 * }</pre>
 *
 * <p>Spark makes its instances; a program needs the name {@code npy} only.
 */
public class NpyFormat implements FileFormat, DataSourceRegister, Serializable {
  private static final long serialVersionUID = 1;
  private static final String ROW_INDEX = "_tmp_metadata_row_index";

  /** Known once the schema was inferred by this instance; see {@link RowShape}. */
  private transient volatile @Nullable RowShape rowShape;

  private transient volatile boolean isUnsplittable;

  /** Made by Spark. */
  public NpyFormat() {}

  @Override
  public String shortName() {
    return "npy";
  }

  static boolean isRowIndex(StructField field) {
    return field.name().equals(ROW_INDEX);
  }

  // ---- reading -------------------------------------------------------------------------------

  /** Reads the header of one file, the first by name. */
  @Override
  public Option<StructType> inferSchema(
      SparkSession session, Map<String, String> options, Seq<FileStatus> files) {
    NpyOptions own = NpyOptions.of(CollectionConverters.asJava(options));
    return CollectionConverters.asJava(files).stream()
        .filter(FileStatus::isFile)
        .min(Comparator.comparing(FileStatus::getPath))
        .map(first -> Option.apply(schema(first, own, configuration(session, options))))
        .orElse(Option.empty());
  }

  private static Configuration configuration(SparkSession session, Map<String, String> options) {
    return ((org.apache.spark.sql.classic.SparkSession) session)
        .sessionState()
        .newHadoopConfWithOptions(options);
  }

  private StructType schema(FileStatus file, NpyOptions options, Configuration configuration) {
    try (Shard shard =
        Shard.open(HadoopSource.open(file.getPath(), file.getLen(), configuration), options)) {
      rowShape = RowShape.of(shard.name(), shard.layout());
      isUnsplittable = !shard.isSplittable();
      return SparkTypes.schema(shard.layout());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure.getMessage(), failure);
    }
  }

  /** Rows of Fortran order and members of archives are not worth several readers. */
  @Override
  public boolean isSplitable(SparkSession session, Map<String, String> options, Path path) {
    return !isUnsplittable && !path.getName().toLowerCase(Locale.ROOT).endsWith(".npz");
  }

  @Override
  public boolean supportBatch(SparkSession session, StructType schema) {
    return true;
  }

  @Override
  public Seq<StructField> metadataSchemaFields() {
    StructField index =
        FileSourceGeneratedMetadataStructField$.MODULE$.apply(
            "row_index", ROW_INDEX, DataTypes.LongType, false);
    List<StructField> fields =
        new ArrayList<>(CollectionConverters.asJava(FileFormat.BASE_METADATA_FIELDS()));
    fields.add(index);
    return CollectionConverters.asScala(fields).toSeq();
  }

  @Override
  public Function1<PartitionedFile, Iterator<InternalRow>> buildReaderWithPartitionValues(
      SparkSession session,
      StructType dataSchema,
      StructType partitionSchema,
      StructType requiredSchema,
      Seq<Filter> filters,
      Map<String, String> options,
      Configuration configuration) {
    boolean isBatch =
        Boolean.parseBoolean(
            CollectionConverters.asJava(options).get(FileFormat.OPTION_RETURNING_BATCH()));
    return new FileReader(
        NpyOptions.of(CollectionConverters.asJava(options)),
        requiredSchema,
        partitionSchema,
        isBatch,
        Boolean.parseBoolean(session.conf().get("spark.sql.caseSensitive")),
        rowShape,
        configuration);
  }

  // ---- writing -------------------------------------------------------------------------------

  @Override
  public OutputWriterFactory prepareWrite(
      SparkSession session, Job job, Map<String, String> options, StructType schema) {
    if (schema.isEmpty()) {
      throw new IllegalArgumentException("an array needs a column; found none");
    }
    NpyOptions own = NpyOptions.of(CollectionConverters.asJava(options));
    own.requireWritable();
    StructEncoder.rows(schema, own); // refuses types before any task runs
    return new NpyWriterFactory(own);
  }

  @Override
  public boolean supportDataType(DataType type) {
    try {
      Encoder.of(type, "");
      return true;
    } catch (IllegalArgumentException unsupported) {
      return false;
    }
  }

  // ---- plans are compared --------------------------------------------------------------------

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof NpyFormat;
  }

  @Override
  public int hashCode() {
    return NpyFormat.class.hashCode();
  }

  @Override
  public String toString() {
    return "npy";
  }
}
