package io.npyio.record;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says of a record component which field it stands for, where its own name and type do not.
 *
 * <p>Only the name and the title matter for arrays that exist already; dtype and shape are what
 * {@link RecordMapper#dtype()} gives the field in new ones.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface NpyField {
  /** {@return the name of the field; empty for that of the component} */
  String name() default "";

  /** {@return a second name of the field in new arrays, as NumPy's titles are; empty for none} */
  String title() default "";

  /**
   * {@return the dtype of the field in new arrays, in NumPy's words: {@code "<U16"}, {@code
   * "datetime64[ms]"}, {@code "(3,)f4"}; empty for the one that the Java type has of itself}
   */
  String dtype() default "";

  /** {@return the shape of a field that is an array, one length a level; empty if dtype says it} */
  int[] shape() default {};
}
