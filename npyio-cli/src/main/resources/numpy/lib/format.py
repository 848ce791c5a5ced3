import sys
import npyio.lib.format
sys.modules[__name__] = npyio.lib.format
