"""The systems of the chapter, one file each: from a spec to a Trace. The file list is the syllabus."""
