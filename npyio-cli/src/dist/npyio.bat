@echo off
rem The npyio command on Windows: runs the Java that NPYIO_JAVA_HOME or JAVA_HOME names, or else the one in PATH.
rem NPYIO_JAVA_OPTS holds options for Java, as in -Xmx4g.
setlocal
set "java=java.exe"
if defined JAVA_HOME if exist "%JAVA_HOME%\bin\java.exe" set "java=%JAVA_HOME%\bin\java.exe"
if defined NPYIO_JAVA_HOME set "java=%NPYIO_JAVA_HOME%\bin\java.exe"
"%java%" -XX:+UseSerialGC %NPYIO_JAVA_OPTS% -jar "%~dp0..\lib\npyio-cli.jar" %*
exit /b %ERRORLEVEL%
