package io.npyio.record;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names the field that a record component maps to, and its dtype, where the component's own name
 * and type do not say them.
 *
 * <p>Arrays that exist already need the name only; the title, the dtype and the shape describe the
 * field that {@link RecordMapper#dtype()} gives to new arrays.
 *
 * <p>The annotation is read from the component itself, else from its field, its accessor or the
 * parameter of the canonical constructor: Kotlin and other languages choose among them. In a
 * {@code @JvmRecord data class} of Kotlin {@code @NpyField} and {@code @field:NpyField} both work.
 *
 * @since 0.1.0
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({
  ElementType.RECORD_COMPONENT,
  ElementType.FIELD,
  ElementType.METHOD,
  ElementType.PARAMETER
})
public @interface NpyField {
  /** {@return the name of the field; empty for the name of the component} */
  String name() default "";

  /** {@return a second name of the field in new arrays, NumPy's title; empty for none} */
  String title() default "";

  /**
   * {@return the dtype of the field in new arrays, as NumPy writes it: {@code "<U16"}, {@code
   * "datetime64[ms]"}, {@code "(3,)f4"}; empty for the default of the Java type}
   */
  String dtype() default "";

  /**
   * {@return the shape of an array field, one length per array level; empty if the dtype says it}
   */
  int[] shape() default {};
}
