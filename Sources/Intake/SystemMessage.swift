import Glibc
import JobModel

/// What the system says about an `errno`, in plain words where people meet it often.
func systemMessage(_ code: Int32) -> Message {
  switch code {
  case EACCES, EPERM: "rowspool has no right to read it"
  case EBUSY, ETXTBSY, EAGAIN: "another program is using it"
  case EMFILE, ENFILE: "too many files are open on this machine"
  case ELOOP, ENAMETOOLONG: "its folders are nested too deep"
  default:
    Message(
      verbatim: withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { buffer in
        guard let start = buffer.baseAddress, strerror_r(code, start, buffer.count) == 0 else { return "error \(code)" }
        return String(cString: start)
      })
  }
}
