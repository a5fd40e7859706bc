// Makes a large photo smaller before it is sent. What the browser cannot read goes as it is; the server shrinks it.
(function () {
  "use strict";
  const SIDE = 3000;
  const SMALL = 1.5 * 1024 * 1024;

  function draw(bitmap) {
    const scale = Math.min(1, SIDE / Math.max(bitmap.width, bitmap.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(bitmap.width * scale);
    canvas.height = Math.round(bitmap.height * scale);
    const paper = canvas.getContext("2d");
    paper.fillStyle = "#fff";
    paper.fillRect(0, 0, canvas.width, canvas.height);
    paper.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    return new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.88));
  }

  // The photo as a smaller JPEG, or the file itself.
  window.shrinkPhoto = async function (file) {
    if (!/^image\/(jpeg|png)$/.test(file.type) || file.size <= SMALL || !window.createImageBitmap) return file;
    try {
      const bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
      const smaller = await draw(bitmap);
      bitmap.close();
      return smaller && smaller.size < file.size ? smaller : file;
    } catch (error) {
      return file;
    }
  };
})();
