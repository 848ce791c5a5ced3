"""The module npyio under the name that programs know."""
import sys
import npyio
sys.modules[__name__] = npyio
